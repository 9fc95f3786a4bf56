import { parseCron } from "../../src/calendar/cron.ts";
import { every } from "../../src/calendar/every.ts";
import type { Instants } from "../../src/calendar/Instants.ts";
import { once } from "../../src/calendar/once.ts";
import { union } from "../../src/calendar/union.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { JobSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Schedule } from "../../src/domain/tree/Schedule.ts";
import type { JobRules } from "../../src/policy/job/rules.ts";
import { delayed, delayOf } from "../../src/policy/job/time/jitter.ts";

/** A schedule that was valid when the tree was read, and is not valid any more, expects nothing. */
const never: Instants = { next: () => null, includes: () => false };

const instantsOf = (schedule: Schedule): Instants => {
  if ("at" in schedule) return once(schedule.at);
  if ("everyMs" in schedule) return every(schedule.everyMs, schedule.anchor);
  const cron = parseCron(schedule.cron, schedule.timezone);
  return "message" in cron ? never : cron;
};

/** What the decisions need of a job. `machine`: what distinguishes this machine from others that have the same job. */
export const jobRules = (job: ChildPath, spec: JobSpec, machine: string): JobRules => {
  const expected = union(spec.schedules.map(instantsOf));
  return { ...spec, job, expected: delayed(expected, delayOf(`${machine} ${job}`, spec.jitterMs)) };
};

/** For a job that an earlier daemon had and that is not declared any more, until it is removed: nothing is expected. */
export const undeclaredRules = (job: ChildPath): JobRules => ({
  ...{ job, expected: never, overlap: { kind: "skip" }, catchUp: { kind: "none" }, chain: [], pool: null },
  ...{
    startWithinMs: null,
    timeoutMs: null,
    killGraceMs: 0,
    blackouts: [],
    active: { from: null, until: null },
  },
  retry: { times: 0, backoff: { initialMs: 0, factor: 1, maxMs: 0 }, when: [] },
});
