import { describe, expect, it } from "vitest";
import type { Exit } from "../../src/domain/Exit.ts";
import type { Memory } from "../../src/domain/Memory.ts";
import { missedSteps, missedUntilDown, restartsAmong } from "../../src/policy/meanwhile.ts";

const rules = {
  restart: "permanent",
  exitRules: { success: [0], fatal: [], ignore: [] },
  stopSignal: "SIGTERM",
  ready: { kind: "alive", minUptimeMs: 1000 },
} as const;
const remembered = (state: Memory["state"], run: number | null = 3, by = "system") => ({ state, run, by });
const ended = (run: number, exit: Exit) => ({ run, startedAt: null, end: { exit, at: run } });
const taken = (run: number) => ({ run, startedAt: run, end: null });
const crash = { code: 1 };

const told = (...given: Parameters<typeof missedSteps>) =>
  missedSteps(...given).map(({ run, to, at }) => `${run} ${to} ${at}`);

describe("what a daemon had no time to write down", () => {
  it("is nothing where the run that it remembers goes on, or has been over already", () => {
    expect(told(remembered("running"), [taken(3)], rules)).toEqual([]);
    expect(told(remembered("backoff"), [ended(3, crash)], rules)).toEqual([]);
    expect(told(undefined, [], rules)).toEqual([]);
  });

  it("goes from the end of the run that it remembers to the one that is there", () => {
    const runs = [ended(3, crash), ended(4, crash), taken(5)];
    expect(told(remembered("running"), runs, rules)).toEqual([
      "3 backoff 3",
      "4 starting 4",
      "4 backoff 4",
      "5 starting 5",
    ]);
  });

  it("has a run whose end nobody knows end before the next one", () => {
    const steps = missedSteps(remembered("running"), [taken(4)], rules);
    expect(steps.map(({ to, reason }) => [to, reason])).toEqual([
      [
        "backoff",
        "exit unknown: it had not begun, or nobody has seen it end; written down by the next daemon",
      ],
      ["starting", "started; written down by the next daemon"],
    ]);
  });

  it("says what an end led to as the chart of a service does", () => {
    const ledTo = (state: Memory["state"], exit: Exit, more: object = {}) =>
      missedSteps(remembered(state), [ended(3, exit)], { ...rules, ...more }).map(({ to }) => to);
    expect(ledTo("stopping", crash)).toEqual(["stopped"]);
    expect(ledTo("starting", { code: 0 })).toEqual(["backoff"]);
    expect(ledTo("starting", { code: 0 }, { ready: { kind: "exit", timeoutMs: null } })).toEqual([
      "finished",
    ]);
    expect(ledTo("running", { code: 0 }, { restart: "transient" })).toEqual(["finished"]);
    expect(ledTo("running", { signal: "SIGTERM" }, { restart: "transient" })).toEqual(["stopped"]);
    expect(ledTo("running", crash, { restart: "temporary" })).toEqual(["failed"]);
  });
});

describe("a child that begins anew", () => {
  const down = (memory: ReturnType<typeof remembered> | undefined, runs: Parameters<typeof missedSteps>[1]) =>
    missedUntilDown(memory, missedSteps(memory, runs, rules)).map(({ run, to, reason }) => [run, to, reason]);

  it("has stopped before, by the end of its last run if that is known", () => {
    expect(down(remembered("running"), [ended(3, { unknown: "the machine went down under it" })])).toEqual([
      [3, "stopped", "exit unknown: the machine went down under it; written down by the next daemon"],
    ]);
    expect(down(remembered("starting"), [])).toEqual([
      [3, "stopped", "nothing of it was left when the next daemon came"],
    ]);
    expect(down(remembered("failed"), [])).toEqual([[3, "stopped", "it begins anew"]]);
    expect(down(remembered("stopped"), [])).toEqual([]);
    expect(down(undefined, [])).toEqual([]);
  });
});

describe("the restarts among what was not written down", () => {
  it.each([
    ["backoff", "system", 2],
    ["running", "system", 2],
    ["stopped", "system", 2],
    ["stopped", "cli:me", 1],
    ["failed", "system", 1],
  ] as const)("of a child that was %s by %s are those that no person has made", (state, by, restarts) => {
    const memory = remembered(state, 3, by);
    const runs = state === "running" ? [ended(3, crash)] : [];
    const steps = missedSteps(memory, [...runs, ended(4, crash), taken(5)], rules);
    expect(restartsAmong(memory, steps)).toBe(restarts);
  });
});
