import { expect, it } from "vitest";
import type { JobState } from "../../../src/domain/job/JobState.ts";
import { decide } from "../../../src/policy/job/decide.ts";
import type { JobEvent } from "../../../src/policy/job/events.ts";
import { rulesOf } from "./caseRules.ts";

const rules = { jobs: new Map([["a", rulesOf("a", { schedule: [{ every: "1s" }] })]]), pools: {} };

/** Tells the events one after another; the instants that are settled, with their outcomes. */
const settledBy = (...events: ReadonlyArray<readonly [at: number, event: JobEvent]>) => {
  let jobs: ReadonlyMap<string, JobState> = new Map();
  return events.flatMap(([wall, event]) => {
    const { changed, decisions } = decide(jobs, rules, event, { wall, real: wall });
    jobs = new Map([...jobs, ...changed]);
    return decisions.flatMap((decision) =>
      decision.kind === "settle" ? [[decision.at, decision.outcome.outcome] as const] : [],
    );
  });
};

const settled = [[10_000, "missed"] as const, [11_000, "missed"] as const, [12_000, "missed"] as const];

const load: JobEvent = { type: "load", job: "a" };

it("a job that is loaded again without having been removed loses none of the instants since then", () => {
  expect(settledBy([10_000, load], [13_000, load])).toEqual(settled);
});

it("a job that was removed expects nothing until it is loaded again", () => {
  const remove: JobEvent = { type: "remove", job: "a", cause: "requested" };
  expect(settledBy([10_000, load], [10_000, remove], [13_000, load])).toEqual([]);
});

it("a job whose state can't be read goes on after the last row of its ledger, and what waited has an outcome", () => {
  const trace = { seenBefore: 9_001, waiting: [8_000] };
  expect(settledBy([13_000, { ...load, trace }])).toEqual([[8_000, "missed"], ...settled]);
});
