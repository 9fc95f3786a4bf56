import { describe, expect, it } from "vitest";
import { asCommand, sentenceOf, undoOf } from "../../web/actions/intent.ts";
import { isDangerous } from "../../web/actions/verbs.ts";
import type { NodeRecord } from "../../web/live/protocol.ts";
import { Tree } from "../../web/live/Tree.ts";
import { drawingOf, mostDrawn } from "../../web/pages/tree/drawn/drawing.ts";
import { outlineOf } from "../../web/pages/tree/outline.ts";
import { filterFor, meets, parseFilter } from "../../web/selection/filter.ts";
import { Selection } from "../../web/selection/Selection.ts";
import { TouchedNodes } from "../../web/selection/TouchedNodes.ts";
import { Toasts } from "../../web/toasts/Toasts.ts";
import { nodeOf } from "./daemonModel.ts";

const supervisor = (i: number, path: string, parent: number | null, given: Partial<NodeRecord> = {}) =>
  nodeOf(i, { parent, path, kind: "supervisor", strategy: "one_for_one", ...given });

const treeOf = (nodes: ReadonlyArray<NodeRecord>): Tree => {
  const tree = new Tree();
  const fields = Object.keys(nodes[0] ?? {}) as ReadonlyArray<keyof NodeRecord>;
  const columns = Object.fromEntries(fields.map((field) => [field, nodes.map((node) => node[field])]));
  tree.reset({ epoch: "e", seq: 1, machines: {}, nodes: columns as never });
  return tree;
};

describe("a filter", () => {
  const failed = nodeOf(1, { path: "web/api", state: "failed", value: "failed" });
  const group = supervisor(2, "web/pool", 0, { strategy: "simple_one_for_one" });
  const finds = (filter: string) => [failed, group].filter((node) => meets(parseFilter(filter), node));

  it("matches any of its states, any of its kinds, and all of its parts of a path", () => {
    expect(finds("")).toEqual([failed, group]);
    expect(finds("state:failed")).toEqual([failed]);
    expect(finds("state:failed state:running")).toEqual([failed, group]);
    expect(finds("kind:replicas web")).toEqual([group]);
    expect(finds("web api")).toEqual([failed]);
    expect(finds("kind:service state:running")).toEqual([]);
  });

  it("matches the beginning of a state while it is typed, and names a state that does not exist", () => {
    expect(finds("state:fa")).toEqual([failed]);
    expect(parseFilter("state:broken")[0]?.problem).toMatch(
      /^There is no state “broken”; the states are failed,/,
    );
    expect(parseFilter("kind:pod")[0]?.problem).toMatch(
      /the kinds are service, supervisor, job, check, replicas/,
    );
  });
});

describe("substates", () => {
  const waiting = nodeOf(3, { parent: 2, path: "pool/a", state: "backoff", value: "backoff.waiting" });
  const due = nodeOf(4, { parent: 2, path: "pool/b", state: "backoff", value: "backoff.due" });
  const pool = supervisor(2, "pool", 0);
  const all = [supervisor(0, "", null), pool, waiting, due];

  it("are found by the filter that the machines page links to, in the words that a user would type", () => {
    const finds = (filter: string) => all.filter((node) => meets(parseFilter(filter), node));
    expect(filterFor("service", "backoff.waiting")).toBe("kind:service state:backoff.waiting");
    expect(finds(filterFor("service", "backoff.waiting"))).toEqual([waiting]);
    expect(finds("state:backoff.waiting")).toEqual([waiting]);
    expect(finds("state:backoff")).toEqual([waiting, due]);
    expect(finds("state:backoff.due state:backoff.waiting")).toEqual([waiting, due]);
    expect(parseFilter("state:backoff.waiting")[0]?.problem).toBeNull();
  });

  it("are shown in the outline with their supervisors, and nothing else", () => {
    const filter = parseFilter("state:backoff.waiting");
    expect(outlineOf(treeOf(all), { folds: new Map(), filter }).map(({ i }) => i)).toEqual([0, 2, 3]);
  });
});

describe("a selection", () => {
  it("is extended from the node selected last, in the shown order", () => {
    const selection = new Selection();
    const shown = ["a", "b", "c", "d"];
    selection.extend("c", shown);
    selection.extend("a", shown);
    expect([...selection.paths].sort()).toEqual(["a", "b", "c"]);
    selection.toggle("b");
    expect(selection.paths.has("b")).toBe(false);
    selection.keep((path) => path === "a");
    expect([...selection.paths]).toEqual(["a"]);
    selection.clear();
    expect(selection.paths.size).toBe(0);
  });
});

describe("the outlined nodes", () => {
  it("are those of the most recent component; only the nodes concerned are notified", () => {
    const nodes = new TouchedNodes();
    const [plan, stop] = [Symbol("plan"), Symbol("stop")];
    const told: Array<string> = [];
    for (const path of ["a", "b", "c"]) nodes.listen(path, () => told.push(path));
    nodes.show(plan, [
      { path: "a", effect: "restarts" },
      { path: "b", effect: "stays" },
    ]);
    nodes.show(stop, [{ path: "a", effect: "stops" }]);
    expect([nodes.effectOn("a"), nodes.effectOn("b")]).toEqual(["stops", undefined]);
    nodes.hide(stop);
    expect(nodes.effectOn("a")).toBe("restarts");
    nodes.hide(plan);
    expect(nodes.effectOn("a")).toBeUndefined();
    expect(told).toEqual(["a", "a", "a", "a"]);
  });
});

describe("replicas in the outline", () => {
  const pool = (state: NodeRecord["state"]) =>
    treeOf([
      supervisor(0, "", null),
      supervisor(1, "pool", 0, { strategy: "simple_one_for_one" }),
      ...Array.from({ length: 6 }, (_, at) =>
        nodeOf(at + 2, { parent: 1, path: `pool#${at + 1}`, state: at === 3 ? state : "running" }),
      ),
    ]);
  const rows = (tree: Tree, folds = new Map<number, "open" | "closed">(), filter = "") =>
    outlineOf(tree, { folds, filter: parseFilter(filter) }).length;

  it("are folded while all of them run, unless they are unfolded or a filter finds one", () => {
    expect(rows(pool("running"))).toBe(2);
    expect(rows(pool("failed"))).toBe(8);
    expect(rows(pool("failed"), new Map([[1, "closed"]]))).toBe(2);
    expect(rows(pool("running"), new Map([[1, "open"]]))).toBe(8);
    expect(rows(pool("running"), new Map(), "#4")).toBe(3);
  });
});

describe("a drawing", () => {
  const broad = (children: number) =>
    treeOf([
      supervisor(0, "", null),
      ...[1, 2].flatMap((at) => [
        supervisor(at * 1_000, `s${at}`, 0),
        ...Array.from({ length: children }, (_, child) =>
          nodeOf(at * 1_000 + child + 1, { parent: at * 1_000, path: `s${at}/n${child}` }),
        ),
      ]),
    ]);

  it("has every node of a small subtree, with siblings in start order from top to bottom", () => {
    const { nodes, lines, all } = drawingOf(broad(5), 0);
    expect([nodes.length, lines.length, all]).toEqual([13, 12, 13]);
    const children = nodes.filter(({ parent }) => parent === 1_000);
    expect(children.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
    expect(children.map(({ y }) => y)).toEqual([...children.map(({ y }) => y)].sort((a, b) => a - b));
    for (const one of nodes)
      for (const other of nodes)
        if (one !== other) expect(one.x !== other.x || Math.abs(one.y - other.y) >= 40).toBe(true);
  });

  it("folds supervisors if there are more than 60 nodes, and says how many nodes they contain", () => {
    const { nodes, all } = drawingOf(broad(40), 0);
    expect(nodes.length).toBeLessThanOrEqual(mostDrawn);
    expect(all).toBe(83);
    expect(nodes.map(({ folded }) => folded).filter((count) => count > 0)).toEqual([40]);
  });
});

describe("a command", () => {
  it("is written as it would be typed", () => {
    expect(asCommand({ verb: "stop" }, ["web/*", ""])).toBe("sentinel stop 'web/*' /");
    expect(asCommand({ verb: "signal", signal: "SIGHUP" }, ["web"])).toBe("sentinel signal web SIGHUP");
    expect(asCommand({ verb: "scale", replicas: 3 }, ["pool"])).toBe("sentinel scale pool 3");
  });

  it("needs confirmation if it interrupts something, and has an undo if another command reverses it", () => {
    expect(isDangerous({ verb: "start" }, 0)).toBe(false);
    expect(isDangerous({ verb: "scale", replicas: 4 }, 3)).toBe(false);
    expect(isDangerous({ verb: "scale", replicas: 2 }, 3)).toBe(true);
    expect(undoOf({ verb: "stop" }, 0)).toEqual({ verb: "start" });
    expect(undoOf({ verb: "scale", replicas: 2 }, 3)).toEqual({ verb: "scale", replicas: 3 });
    expect(undoOf({ verb: "restart" }, 0)).toBeNull();
    expect(sentenceOf({ verb: "stop" }, ["/"], false)).toBe("Stopping the tree.");
    expect(sentenceOf({ verb: "scale", replicas: 2 }, ["pool"], true)).toBe("Scaled pool to 2.");
  });
});

describe("toasts", () => {
  it("are at most three: the oldest disappears first", () => {
    const toasts = new Toasts();
    for (const text of ["one", "two", "three", "four"]) toasts.add({ text: () => text, undo: null });
    expect(toasts.list.map(({ text }) => text())).toEqual(["two", "three", "four"]);
    toasts.remove(toasts.list[0]?.id ?? 0);
    expect(toasts.list.map(({ text }) => text())).toEqual(["three", "four"]);
  });
});
