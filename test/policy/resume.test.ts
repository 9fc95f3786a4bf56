import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { Ready } from "../../src/domain/tree/ChildSpec.ts";
import { childStates, standings } from "../../src/domain/tree/State.ts";
import {
  attributeFailures,
  type LeftoverRun,
  membersToStart,
  resumption,
  standingFor,
  unrecordedFailures,
} from "../../src/policy/adoption/resume.ts";
import type { Member } from "../../src/policy/restart/roster.ts";

const at = "2026-01-01T00:00:00.000Z";
const now = Date.parse(at);
const remembered = (state: Memory["state"], run: number | null = 3): Memory => ({
  path: "a",
  state,
  run,
  reason: "test",
  by: "test",
  since: at,
  nextAttemptAt: null,
  restarted: 0,
  lastExit: null,
  startedAt: null,
  stop: null,
  standing: null,
  wanted: "up",
  streak: 0,
  refusals: 0,
  counted: [],
  window: [],
});
const live: LeftoverRun = { run: 3, startedAt: now - 5000, life: "live", endedAt: null, hasSaidReady: false };
const ended: LeftoverRun = { ...live, life: "ended", endedAt: now - 4500 };
const alive: Ready = { kind: "alive", minUptimeMs: 1000 };
const byLine: Ready = { kind: "log", pattern: "x", timeoutMs: 500 };

describe("a service resumes", () => {
  it.each(["stopped", "backoff", "failed", "finished"] as const)(
    "at rest, if it was %s and nothing runs",
    (state) => {
      expect(resumption(remembered(state), undefined, { ready: alive }, now)).toEqual({
        kind: "rest",
        state,
      });
      expect(resumption(remembered(state), ended, { ready: alive }, now)).toEqual({ kind: "rest", state });
    },
  );

  it.each(["starting", "running", "stopping"] as const)(
    "afresh, if it was %s and there is no such run",
    (state) => {
      expect(resumption(remembered(state), undefined, { ready: alive }, now)).toEqual({ kind: "afresh" });
    },
  );

  it("on hold, if its start was held and has no run yet, whatever its previous run did", () => {
    const held = { ...remembered("starting"), held: { cause: "started" } };
    expect(resumption(held, undefined, { ready: alive }, now)).toEqual({ kind: "held" });
    expect(resumption(held, ended, { ready: alive }, now)).toEqual({ kind: "held" });
    expect(resumption(held, { ...live, run: 4 }, { ready: alive }, now)).toEqual({
      kind: "adopt",
      phase: "running",
    });
    // The first of them is the start that was held.
    expect([unrecordedFailures(held, 4), unrecordedFailures(held, 5)]).toEqual([0, 1]);
  });

  it("with a new start, if nothing is known of it", () => {
    expect(resumption(undefined, undefined, { ready: alive }, now)).toEqual({ kind: "afresh" });
  });

  it.each(["running", "stopping"] as const)(
    "%s as it was, whether its run lives or has ended meanwhile",
    (phase) => {
      const adopt = { kind: "adopt", phase };
      expect(resumption(remembered(phase), live, { ready: byLine }, now)).toEqual(adopt);
      expect(resumption(remembered(phase), ended, { ready: byLine }, now)).toEqual(adopt);
    },
  );

  it("running or starting depending on its run, if it was starting or the run is newer than the memory", () => {
    const starting = { kind: "adopt", phase: "starting" };
    const running = { kind: "adopt", phase: "running" };
    for (const memory of [
      undefined,
      remembered("starting"),
      remembered("stopping", 2),
      remembered("stopped", null),
    ]) {
      expect(resumption(memory, live, { ready: alive }, now)).toEqual(running);
      expect(resumption(memory, { ...live, startedAt: now - 999 }, { ready: alive }, now)).toEqual(starting);
      expect(resumption(memory, ended, { ready: alive }, now)).toEqual(starting);
      const greeted = { ready: alive, hooks: { after_start: { command: { shell: "x" }, timeoutMs: 1 } } };
      expect(resumption(memory, live, greeted, now), "its hook may not have run").toEqual(starting);
      expect(resumption(memory, { ...ended, endedAt: now - 4000 }, { ready: alive }, now)).toEqual(running);
      expect(resumption(memory, live, { ready: byLine }, now)).toEqual(starting);
      expect(resumption(memory, { ...live, hasSaidReady: true }, { ready: byLine }, now)).toEqual(running);
      expect(resumption(memory, ended, { ready: { kind: "exit", timeoutMs: null } }, now)).toEqual(starting);
    }
  });

  const anyMemory = fc.option(
    fc.record({ state: fc.constantFrom(...childStates), run: fc.option(fc.integer({ min: 1, max: 9 })) }),
    { nil: undefined },
  );
  const anyReady = fc.constantFrom<Ready>(alive, byLine, { kind: "exit", timeoutMs: null });
  const anyRun: fc.Arbitrary<LeftoverRun> = fc.record({
    run: fc.integer({ min: 1, max: 9 }),
    startedAt: fc.integer({ min: now - 3000, max: now }),
    life: fc.constantFrom("live", "ended"),
    endedAt: fc.constant(now),
    hasSaidReady: fc.boolean(),
  });
  const how = (
    memory: { state: Memory["state"]; run: number | null } | undefined,
    left: LeftoverRun | undefined,
    ready: Ready,
  ) => resumption(memory && remembered(memory.state, memory.run), left, { ready }, now).kind;

  it("never with a run that does not exist", () => {
    fc.assert(
      fc.property(anyMemory, anyReady, (memory, ready) => {
        expect(how(memory, undefined, ready)).not.toBe("adopt");
      }),
    );
  });

  it("with any live run, so that no second one is started, and with any run newer than the memory", () => {
    fc.assert(
      fc.property(anyMemory, anyRun, anyReady, (memory, left, ready) => {
        const isNewer = memory?.run != null && left.run > memory.run;
        if (left.life === "live" || isNewer || memory === undefined)
          expect(how(memory, left, ready)).toBe("adopt");
        else expect(how(memory, left, ready), "what has ended is known by its end").not.toBe("afresh");
      }),
    );
  });
});

describe("failures that were not stored", () => {
  it("are one for each newer run of a running service", () => {
    expect(unrecordedFailures(remembered("running"), 3)).toBe(0);
    expect(unrecordedFailures(remembered("running"), 5)).toBe(2);
    expect(unrecordedFailures(remembered("starting"), 4)).toBe(1);
  });

  it.each(["stopped", "backoff", "failed", "finished", "stopping"] as const)(
    "are one fewer of what was %s: its next run began without one",
    (state) => {
      expect(unrecordedFailures(remembered(state), 3)).toBe(0);
      expect(unrecordedFailures(remembered(state), 4)).toBe(0);
      expect(unrecordedFailures(remembered(state), 5)).toBe(1);
    },
  );

  it("are none without a memory, or if it has never run", () => {
    expect(unrecordedFailures(undefined, 5)).toBe(0);
    expect(unrecordedFailures(remembered("stopped", null), 5)).toBe(0);
  });

  it("count for each child that is restarted alone, and once for a restart with siblings", () => {
    const missed = [
      { id: "a", failures: 1, at: 10 },
      { id: "b", failures: 2, at: 20 },
      { id: "c", failures: 2, at: 30 },
    ];
    const two = [
      { child: "b", at: 20 },
      { child: "b", at: 20 },
    ];
    expect(attributeFailures("one_for_one", missed).get("a")).toEqual([{ child: "a", at: 10 }]);
    expect(attributeFailures("one_for_one", missed).get("b")).toEqual(two);
    expect([...attributeFailures("one_for_all", missed)]).toEqual([["b", two]]);
    expect([...attributeFailures("rest_for_one", missed)]).toEqual([["b", two]]);
    expect([...attributeFailures("one_for_all", [])]).toEqual([]);
  });
});

describe("the standing of a child whose state differs from the stored one", () => {
  it("follows from its state", () => {
    expect(childStates.map((state) => standingFor(state, "permanent"))).toEqual([
      "down",
      "starting",
      "up",
      "stopping",
      "waiting",
      "failed",
      "finished",
    ]);
    expect(standingFor("finished", "temporary")).toBe("dropped");
  });
});

describe("the children that a resumed supervisor starts", () => {
  const member = (id: string, standing: Member["standing"], wanted: Member["wanted"] = "up"): Member => ({
    id,
    restart: "permanent",
    backoff: { initialMs: 0, factor: 1, maxMs: 0, jitter: 0, resetAfterMs: 0, healthyAfterMs: 1000 },
    limit: null,
    onLimit: null,
    streak: 0,
    refusals: 0,
    restarts: [],
    significant: false,
    wanted,
    standing,
  });
  const due = (strategy: Parameters<typeof membersToStart>[0], ...found: ReadonlyArray<Member["standing"]>) =>
    [
      ...membersToStart(
        strategy,
        found.map((standing, index) => member("abc"[index] ?? "", standing)),
      ),
    ].join("");

  it("are those that are down, or will be after their stop", () => {
    expect(due("one_for_one", "down", "up", "stopping")).toBe("ac");
    for (const standing of standings.filter((one) => one !== "down" && one !== "stopping"))
      expect(due("one_for_one", standing)).toBe("");
  });

  it("are none that a user stopped", () => {
    expect([
      ...membersToStart("one_for_one", [member("a", "down", "down"), member("b", "stopping", "down")]),
    ]).toEqual([]);
  });

  it("are none that wait with their group for a sibling in backoff", () => {
    expect(due("one_for_all", "down", "waiting", "down")).toBe("");
    expect(due("rest_for_one", "down", "waiting", "down")).toBe("a");
    expect(due("one_for_one", "down", "waiting", "down")).toBe("ac");
    expect(due("simple_one_for_one", "down", "waiting", "down")).toBe("ac");
  });
});
