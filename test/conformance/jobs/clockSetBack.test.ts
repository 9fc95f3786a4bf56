// A step back of the clock that was noticed later than an instant was due lost that instant: it was neither run nor missed.
import { expect, it } from "vitest";
import type { JobState } from "../../../src/domain/job/JobState.ts";
import { decide } from "../../../src/policy/job/decide.ts";
import type { JobEvent } from "../../../src/policy/job/events.ts";
import { rulesOf } from "./caseRules.ts";

const rules = {
  jobs: new Map([["a", rulesOf("a", { schedule: [{ every: "1s" }], overlap: "allow" })]]),
  pools: {},
};

it("what was due before the clock was set back, and does not lie ahead now, still has its outcome", () => {
  let jobs: ReadonlyMap<string, JobState> = new Map();
  const settled = new Set<number>();
  const tell = (wall: number, event: JobEvent): void => {
    const { changed, decisions } = decide(jobs, rules, event, { wall, real: wall });
    jobs = new Map([...jobs, ...changed]);
    for (const decision of decisions) if (decision.kind === "settle") settled.add(decision.at);
  };
  tell(10_000, { type: "load", job: "a" });
  tell(10_000, { type: "instants", job: "a" });
  tell(13_500, { type: "clock_set", from: 15_000, ahead: [] });
  tell(13_500, { type: "instants", job: "a" });
  expect([...settled]).toEqual([10_000, 11_000, 12_000, 13_000]);
});
