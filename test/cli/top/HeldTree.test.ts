import { describe, expect, it } from "vitest";
import { columnsOf, heldTree, nodesOf } from "./nodesOf.ts";

const paths = (tree: ReturnType<typeof heldTree>) => tree.nodes.map(({ path }) => path);

describe("the tree that top has been told", () => {
  it("takes over changed fields of some nodes and leaves the others", () => {
    const tree = heldTree({ db: {}, web: {} });
    tree.apply({ s: 2, t: 0, n: { updated: { i: [2], state: ["backoff"], reason: ["exit code 1"] } } });
    expect(tree.nodes.map(({ state }) => state)).toEqual(["running", "running", "backoff"]);
    expect(tree.nodes[2]).toMatchObject({ path: "web", reason: "exit code 1", pid: 4711 });
    expect(tree.place).toEqual({ epoch: "e", seq: 2 });
  });

  it("adds, removes and reorders nodes", () => {
    const tree = heldTree({ db: {}, web: {} });
    const added = nodesOf({ db: {}, web: {}, new: {} }).slice(3);
    tree.apply({ s: 2, t: 0, n: { added: columnsOf(added) as never, order: [0, 3, 2, 1] } });
    expect(paths(tree)).toEqual(["", "new", "web", "db"]);
    tree.apply({ s: 3, t: 0, n: { removed: [2] } });
    expect(paths(tree)).toEqual(["", "new", "db"]);
    tree.apply({ s: 4, t: 0, n: { order: [0, 1] } });
    expect(paths(tree)).toEqual(["", "db"]);
  });

  it("forgets what a process used when it is gone, and everything with a new snapshot", () => {
    const tree = heldTree({ db: {} }, { db: [0.5, 100] });
    const usage = () => tree.nodes[1] && tree.usageOf(tree.nodes[1]);
    expect(usage()).toEqual({ cpu: 0.5, memory: 100 });
    tree.apply({ s: 2, t: 0, n: { updated: { i: [1], pid: [null] } } });
    expect(usage()).toEqual({ cpu: null, memory: null });
    tree.apply({
      snapshot: { epoch: "f", seq: 1, machines: {}, nodes: columnsOf(nodesOf({ db: {} })) as never },
    });
    expect(usage()).toEqual({ cpu: null, memory: null });
    expect(tree.place).toEqual({ epoch: "f", seq: 1 });
  });

  it("asks for the usage of processes only, and of no more than a daemon measures", () => {
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`c${index}`, {}]));
    expect(heldTree({ db: { pid: null }, "web/api": {} }).measurable).toHaveLength(1);
    expect(heldTree(many).measurable).toHaveLength(1_000);
  });
});
