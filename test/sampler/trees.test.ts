import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { membersOf } from "../../src/adapters/node/usage/members.ts";
import type { ProcessCounters } from "../../src/adapters/node/usage/ProcessCounters.ts";
import { layer } from "../../src/adapters/node/usage/Sampler.ts";
import { Sampler } from "../../src/ports/machine/Sampler.ts";
import { inWorld, serviceOf } from "../process/world.ts";

const counters = (pid: number, parent: number, more: Partial<ProcessCounters> = {}): ProcessCounters => ({
  ...{ pid, parent, group: pid, session: pid, startedAt: "1", cpuSeconds: 1, memory: 10 },
  ageSeconds: () => 1,
  ...more,
});

/** The pids of each run among these processes. `marks`: the mark of a process in its environment. */
const grouped = (
  processes: ReadonlyArray<ProcessCounters>,
  leaders: ReadonlyArray<number>,
  marks: Readonly<Record<number, string>> = {},
) => {
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const { members, others } = membersOf(byPid, new Set(leaders), ({ pid }) => marks[pid] ?? null);
  const pids = (list: ReadonlyArray<ProcessCounters>) => list.map(({ pid }) => pid);
  return {
    members: Object.fromEntries([...members].map(([leader, list]) => [leader, pids(list)])),
    others: pids(others),
  };
};

describe("the processes of a run", () => {
  const shim = counters(9, 1);

  it("are its descendants, however deep, and not its shim", () => {
    const processes = [shim, counters(10, 9), counters(11, 10), counters(12, 11), counters(50, 1)];
    expect(grouped(processes, [10])).toEqual({ members: { 10: [10, 11, 12] }, others: [9, 50] });
  });

  it("are those of its group and session whose parents have ended", () => {
    const orphans = [counters(11, 1, { group: 10 }), counters(12, 1, { session: 10 })];
    expect(grouped([counters(10, 9), ...orphans], [10]).members).toEqual({ 10: [10, 11, 12] });
  });

  it("are those that have left it by a double fork, by its mark, with what they have started", () => {
    const processes = [counters(10, 9), counters(20, 1), counters(21, 20), counters(30, 1)];
    const marks = { 10: "/home:web:1", 20: "/home:web:1", 30: "/home:web:2" };
    expect(grouped(processes, [10], marks)).toEqual({ members: { 10: [10, 20, 21] }, others: [30] });
  });

  it("belong to the nearest run above them", () => {
    const processes = [counters(10, 9), counters(11, 10), counters(12, 11)];
    expect(grouped(processes, [10, 11]).members).toEqual({ 10: [10], 11: [11, 12] });
  });

  it("are found though pids were reused during the walk, so that two seem to be each other's parent", () => {
    expect(grouped([counters(10, 9), counters(11, 12), counters(12, 11)], [10]).others).toEqual([11, 12]);
  });
});

describe("the usage of a run with real processes", () => {
  it("has every descendant, also those that left its session and lost their parent, and their open files", () =>
    inWorld(async ({ home, start }) => {
      const file = join(home, "escaped");
      const alone = await start(serviceOf(["waits"]), "alone");
      const run = await start(serviceOf(["double-forks", file, "stay"]), "forks");
      while (!/\d/.test(await readOrNothing(file))) await sleep(10);
      const sampled = Effect.flatMap(Sampler, ({ sample }) => sample([alone.pid, run.pid]));
      const usage = await Effect.runPromise(Effect.provide(sampled, layer));
      const [one, tree] = [usage.get(alone.pid), usage.get(run.pid)];
      expect(one?.descendants).toBe(0);
      // macOS shows no environments: what has lost its parent and left the group is not found there.
      const escaped = process.platform === "linux" ? 1 : 0;
      expect(tree?.descendants).toBeGreaterThanOrEqual(escaped);
      expect(tree?.memory).toBeGreaterThan(one?.memory ?? 0);
      if (process.platform === "linux") expect(tree?.openFiles).toBeGreaterThanOrEqual(4);
    }));
});

const readOrNothing = async (file: string): Promise<string> => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
