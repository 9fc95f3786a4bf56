import { describe, expect, it } from "vitest";
import { rowsOf, type Sorting, totalOf } from "../../../src/cli/top/rows.ts";
import { heldTree } from "./nodesOf.ts";

const tree = heldTree(
  {
    db: { restarts: 2 },
    web: {},
    "web/api": { state: "backoff", pid: null, restarts: 7 },
    "web/ui": {},
    "web/ui#1": {},
    "web/ui#2": {},
    mail: { state: "failed", pid: null },
  },
  { db: [0.1, 300], "web/ui#1": [0.5, 100], "web/ui#2": [0.25, 200] },
);
const listed = (sorting: Sorting, filter = "") =>
  rowsOf(tree, { sorting, filter }).map(({ node }) => node.path);

describe("the rows of top", () => {
  it("are a tree in the order of the file", () => {
    const rows = rowsOf(tree, { sorting: "tree", filter: "" });
    expect(rows.map(({ stem, node }) => `${stem}${node.path}`)).toEqual([
      "├─ db",
      "├─ web",
      "│  ├─ web/api",
      "│  └─ web/ui",
      "│     ├─ web/ui#1",
      "│     └─ web/ui#2",
      "└─ mail",
    ]);
  });

  it("sum up what is under a group", () => {
    const usage = (path: string) =>
      rowsOf(tree, { sorting: "tree", filter: "" }).find(({ node }) => node.path === path)?.usage;
    expect(usage("web/ui")).toEqual({ cpu: 0.75, memory: 300 });
    expect(usage("web")).toEqual({ cpu: 0.75, memory: 300 });
    expect(usage("mail")).toEqual({ cpu: null, memory: null });
    expect(totalOf(tree)).toEqual({ cpu: 0.85, memory: 600 });
  });

  it.each([
    ["cpu", ["web/ui#1", "web/ui#2", "db", "web/api", "mail"]],
    ["memory", ["db", "web/ui#2", "web/ui#1", "web/api", "mail"]],
    ["restarts", ["web/api", "db", "web/ui#1", "web/ui#2", "mail"]],
    ["state", ["mail", "web/api", "db", "web/ui#1", "web/ui#2"]],
    ["name", ["db", "mail", "web/api", "web/ui#1", "web/ui#2"]],
  ] as const)("sorted by %s are the children without groups, the most first", (sorting, expected) => {
    expect(listed(sorting)).toEqual(expected);
  });

  it("are filtered by path or state in any case, groups included", () => {
    expect(listed("tree", "UI")).toEqual(["web/ui", "web/ui#1", "web/ui#2"]);
    expect(listed("tree", "fail")).toEqual(["mail"]);
    expect(listed("cpu", "web/")).toEqual(["web/ui", "web/ui#1", "web/ui#2", "web/api"]);
    expect(listed("tree", "nothing")).toEqual([]);
  });
});
