import { describe, expect, it } from "vitest";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import {
  countRestarts,
  missedTransitions,
  missedUntilStopped,
} from "../../src/policy/adoption/missedTransitions.ts";

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

const told = (...given: Parameters<typeof missedTransitions>) =>
  missedTransitions(...given).map(({ run, to, at }) => `${run} ${to} ${at}`);

describe("transitions that a killed daemon did not record", () => {
  it("are none if the stored run is still the current one, or had ended already", () => {
    expect(told(remembered("running"), [taken(3)], rules)).toEqual([]);
    expect(told(remembered("backoff"), [ended(3, crash)], rules)).toEqual([]);
    expect(told(undefined, [], rules)).toEqual([]);
  });

  it("lead from the end of the stored run to the current one", () => {
    const runs = [ended(3, crash), ended(4, crash), taken(5)];
    expect(told(remembered("running"), runs, rules)).toEqual([
      "3 backoff 3",
      "4 starting 4",
      "4 backoff 4",
      "5 starting 5",
    ]);
  });

  it("have the exit of the run that they end", () => {
    const steps = missedTransitions(remembered("running"), [ended(3, crash), taken(4)], rules);
    expect(steps.map(({ to, exit }) => [to, exit])).toEqual([
      ["backoff", crash],
      ["starting", undefined],
    ]);
  });

  it("include an unknown exit of each run before the next one", () => {
    const steps = missedTransitions(remembered("running"), [taken(4)], rules);
    expect(steps.map(({ to, reason }) => [to, reason])).toEqual([
      [
        "backoff",
        "exit unknown: it never started, or its exit was not observed; recorded by the next daemon",
      ],
      ["starting", "started; recorded by the next daemon"],
    ]);
  });

  it("do not repeat a start that was held, or the exit of the run before it", () => {
    const held = { ...remembered("starting"), held: { cause: "started" } };
    expect(told(held, [], rules)).toEqual([]);
    expect(told(held, [taken(4)], rules)).toEqual([]);
    expect(told(held, [ended(3, crash), ended(4, crash), taken(5)], rules)).toEqual([
      "4 backoff 4",
      "5 starting 5",
    ]);
  });

  it("follow an exit as in the chart of a service", () => {
    const ledTo = (state: Memory["state"], exit: Exit, more: object = {}) =>
      missedTransitions(remembered(state), [ended(3, exit)], { ...rules, ...more }).map(({ to }) => to);
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

describe("a child that is not resumed", () => {
  const down = (
    memory: ReturnType<typeof remembered> | undefined,
    runs: Parameters<typeof missedTransitions>[1],
  ) =>
    missedUntilStopped(memory, missedTransitions(memory, runs, rules)).map(({ run, to, reason }) => [
      run,
      to,
      reason,
    ]);

  it("is stopped first, by the exit of its last run if that is known", () => {
    expect(down(remembered("running"), [ended(3, { unknown: "the machine went down under it" })])).toEqual([
      [3, "stopped", "exit unknown: the machine went down under it; recorded by the next daemon"],
    ]);
    expect(down(remembered("starting"), [])).toEqual([
      [3, "stopped", "it had no process left when the next daemon started"],
    ]);
    expect(down(remembered("failed"), [])).toEqual([[3, "stopped", "it is started anew"]]);
    expect(down(remembered("stopped"), [])).toEqual([]);
    expect(down(undefined, [])).toEqual([]);
  });
});

describe("the restarts among missed transitions", () => {
  it.each([
    ["backoff", "system", 2],
    ["running", "system", 2],
    ["stopped", "system", 2],
    ["stopped", "cli:me", 1],
    ["failed", "system", 1],
  ] as const)("of a child that was %s by %s are those that no person has made", (state, by, restarts) => {
    const memory = remembered(state, 3, by);
    const runs = state === "running" ? [ended(3, crash)] : [];
    const steps = missedTransitions(memory, [...runs, ended(4, crash), taken(5)], rules);
    expect(countRestarts(memory, steps)).toBe(restarts);
  });
});
