// A job that is due each second grew its state by 3 MB for each day of a pause, and wrote all of it each second.
import { describe, expect, it } from "vitest";
import type { JobState } from "../../../src/domain/job/JobState.ts";
import { decide } from "../../../src/policy/job/decide.ts";
import type { JobEvent } from "../../../src/policy/job/events.ts";
import { rulesOf } from "./caseRules.ts";
import type { CaseJob } from "./jobCase.ts";

const secondMs = 1_000;
const hour = 3_600;

/** A job that is due each second and paused for an hour from second 1 on, then resumed: its outcomes and the size of its state. */
const pausedForAnHour = (job: Partial<CaseJob>, meanwhile: ReadonlyArray<JobEvent> = []) => {
  let rules = rulesOf("a", { schedule: [{ every: "1s" }], ...job });
  let jobs: ReadonlyMap<string, JobState> = new Map();
  let longest = 0;
  const outcomes = new Map<number, string>();
  const tell = (second: number, event: JobEvent): void => {
    const now = { wall: second * secondMs, real: second * secondMs };
    const { changed, decisions } = decide(jobs, { jobs: new Map([["a", rules]]), pools: {} }, event, now);
    jobs = new Map([...jobs, ...changed]);
    longest = Math.max(longest, JSON.stringify([...changed.values()]).length);
    for (const decision of decisions) {
      if (decision.kind === "settle") outcomes.set(decision.at, decision.outcome.outcome);
      if (decision.kind !== "supersede") continue;
      const { from, until } = decision.range;
      for (const at of outcomes.keys()) if (from <= at && at < until) outcomes.set(at, "superseded");
    }
  };
  const instants: JobEvent = { type: "instants", job: "a" };
  tell(1, { type: "load", job: "a" });
  tell(1, { type: "pause", job: "a", until: null });
  for (let second = 1; second <= hour; second += 1) tell(second, instants);
  for (const event of meanwhile) {
    tell(hour, event);
    if (event.type === "edit") rules = event.rules;
  }
  tell(hour + 0.5, { type: "resume", job: "a" });
  tell(hour + 0.5, instants);
  const counts: Record<string, number> = {};
  for (const outcome of outcomes.values()) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return { counts, longest, tally: jobs.get("a")?.tally, state: jobs.get("a") };
};

describe("a job that is due each second and is paused for an hour", () => {
  it("has a small state all the time, and an outcome for each instant", () => {
    const { counts, longest } = pausedForAnHour({ catch_up: "none" });
    expect(counts).toEqual({ skipped: hour - 1, ran: 1 });
    expect(longest).toBeLessThan(10_000);
  });

  it("makes up as many as it may, and the others are superseded, however old", () => {
    const { counts, state } = pausedForAnHour({ catch_up: "all 50", overlap: "allow" });
    expect(counts).toEqual({ superseded: hour - 60, ran: 60 });
    expect(state).toMatchObject({ passed: [], passedEarlier: [] });
  });

  it("leaves those skipped for which it is too late", () => {
    const { counts } = pausedForAnHour({ catch_up: "all 50", overlap: "allow", start_within: "10m" });
    expect(counts).toEqual({ skipped: hour - 600, superseded: 600 - 60, ran: 60 });
  });

  it("may make up more, if its rules are changed during the pause", () => {
    const rules = rulesOf("a", { schedule: [{ every: "1s" }], catch_up: "all 80", overlap: "allow" });
    const { counts } = pausedForAnHour({ catch_up: "none" }, [{ type: "edit", job: "a", rules }]);
    expect(counts).toEqual({ superseded: hour - 90, ran: 90 });
  });
});
