import { describe, expect, it } from "vitest";
import { attentionIn } from "../../web/live/attention.ts";
import type { NodeRecord } from "../../web/live/protocol.ts";
import { shownStateOf, stateWordsOf } from "../../web/live/shownState.ts";
import { runningWords, Tree, totalOf } from "../../web/live/Tree.ts";
import { DaemonModel, nodeOf } from "./daemonModel.ts";

const none = { pid: null, run: null, restarts: null, health: null } as const;
const lastRun = (outcome: "succeeded" | "failed") => ({
  ...{ run: 7, outcome, reason: outcome === "failed" ? "exit 3" : null },
  ...{ started_at: "2026-01-01T03:00:00.000Z", ended_at: "2026-01-01T03:10:00.000Z" },
});
const job = (i: number, value: string, given: Partial<NodeRecord> = {}): NodeRecord =>
  nodeOf(i, { ...none, kind: "job", value, ...given });
const check = (value: string): NodeRecord => nodeOf(1, { ...none, kind: "check", value });
const shown = (node: NodeRecord) => [shownStateOf(node), stateWordsOf(node)];

describe("what a node is shown as", () => {
  it("is its state for a service, with its health while it runs", () => {
    expect(shown(nodeOf(1))).toEqual(["running", "running"]);
    expect(shown(nodeOf(1, { health: "unhealthy" }))).toEqual(["unhealthy", "unhealthy"]);
    expect(shown(nodeOf(1, { state: "backoff", health: "unhealthy" }))).toEqual(["backoff", "backoff"]);
  });

  it("is what follows from its reports for a check, in its own words", () => {
    const states = ["new", "up", "started", "late", "down", "paused"];
    expect(states.map((state) => shown(check(`running.${state}`)))).toEqual([
      ["scheduled", "new"],
      ["running", "up"],
      ["running", "started"],
      ["unhealthy", "late"],
      ["failed", "down"],
      ["paused", "paused"],
    ]);
    expect(shown(nodeOf(1, { ...none, kind: "check", state: "stopped", value: "stopped" }))).toEqual([
      "stopped",
      "stopped",
    ]);
  });

  it("is what a job does; between runs, whether the last one failed", () => {
    const states = ["waiting", "held.pool", "held.pause", "active", "backingOff", "stoppingRun", "paused"];
    expect(states.map((state) => shownStateOf(job(1, `running.${state}`)))).toEqual([
      ...["scheduled", "scheduled", "paused", "running", "backoff", "stopping", "paused"],
    ]);
    const failed = { last_run: lastRun("failed") };
    expect(shown(job(1, "running.waiting", failed))).toEqual(["failed", "last run failed"]);
    expect(shown(job(1, "running.active", failed))).toEqual(["running", "running"]);
    expect(shown(job(1, "running.waiting", { last_run: lastRun("succeeded") }))).toEqual([
      "scheduled",
      "scheduled",
    ]);
  });
});

const root = nodeOf(0, { ...none, parent: null, path: "", kind: "supervisor", strategy: "one_for_one" });
const jobs = nodeOf(1, { ...none, path: "jobs", kind: "supervisor", strategy: "one_for_one" });
const backup = job(2, "running.waiting", { parent: 1, path: "jobs/backup", last_run: lastRun("failed") });
const slot = nodeOf(3, { parent: 2, path: "jobs/backup#1", state: "failed", value: "failed" });
const treeOf = (nodes: ReadonlyArray<NodeRecord>): Tree => {
  const tree = new Tree();
  tree.reset(new DaemonModel(nodes).snapshot);
  return tree;
};

describe("a slot of a job", () => {
  it("is a part of its job: known by its path, but neither listed nor counted", () => {
    const tree = treeOf([root, jobs, backup, slot]);
    expect(tree.order).toEqual([0, 1, 2]);
    expect(tree.childrenOf(2)).toEqual([]);
    expect(tree.node(tree.numberOf("jobs/backup#1") ?? -1)).toBe(tree.node(3));
    expect(totalOf(tree.tallyOf(null))).toBe(1);
    expect(attentionIn(tree).map(({ node }) => node.path)).toEqual(["jobs/backup"]);
  });

  // Cause: removed after its job, it was taken for a service and subtracted from tallies that had never counted it.
  it("leaves the tallies as they are when it is removed together with its job", () => {
    const tree = treeOf([root, jobs, backup, slot, nodeOf(4, { parent: 1, path: "jobs/db" })]);
    tree.apply({ removed: [2, 3] });
    expect(totalOf(tree.tallyOf(null))).toBe(1);
    expect(totalOf(tree.tallyOf(0))).toBe(1);
    tree.apply({ removed: [1, 4] });
    expect(totalOf(tree.tallyOf(0))).toBe(0);
  });
});

describe("what needs attention", () => {
  it("is the run of a job that failed, until the next one", () => {
    const next_at = "2026-01-02T03:00:00.000Z";
    const [first] = attentionIn(treeOf([root, jobs, { ...backup, next_at }, slot]));
    expect(first).toMatchObject({ state: "failed", why: "run 7 failed: exit 3", nextAt: next_at });
    expect(first?.since).toBe(lastRun("failed").ended_at);
  });

  it("is the reason of the state for every other node", () => {
    const [first] = attentionIn(treeOf([root, nodeOf(1, { state: "failed", reason: "exit code 1" })]));
    expect(first).toMatchObject({ why: "exit code 1", nextAt: null, since: nodeOf(1).since });
  });
});

describe("how many of a group run", () => {
  it("leaves out those that wait for their time", () => {
    const words = (...nodes: ReadonlyArray<NodeRecord>) =>
      runningWords(treeOf([root, ...nodes]).tallyOf(null));
    expect(words(nodeOf(1), nodeOf(2, { state: "stopped" }))).toBe("1 of 2 running");
    expect(words(nodeOf(1), job(2, "running.waiting"))).toBe("1 of 1 running, 1 scheduled");
    expect(words(job(2, "running.waiting"))).toBe("1 scheduled");
  });
});
