import { expect, it } from "vitest";
import { dependantsIn } from "../../web/dependencies/dependants.ts";

const after = (child: string) => [{ child, until: "ready" as const }];
const nodes = [
  { path: "", after: null },
  { path: "db", after: null },
  { path: "db/primary", after: null },
  { path: "db/backup", after: after("db/primary") },
  { path: "api", after: after("db") },
  { path: "worker", after: after("db/primary") },
  { path: "dbx", after: after("api") },
];
const of = (path: string) =>
  dependantsIn({ order: nodes.map((_, i) => i), node: (i) => nodes[i] }, path).map(({ node }) => node.path);

it("what waits for a child, or for one under it, is elsewhere in the tree", () => {
  expect(of("db")).toEqual(["api", "worker"]);
  expect(of("db/primary")).toEqual(["db/backup", "worker"]);
  expect(of("api")).toEqual(["dbx"]);
  expect(of("worker")).toEqual([]);
});
