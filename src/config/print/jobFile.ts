import { Schema } from "effect";
import type { JobSpec } from "../../domain/tree/ChildSpec.ts";
import type { CatchUp, Overlap, Retry } from "../../domain/tree/JobSettings.ts";
import type { Schedule, Window } from "../../domain/tree/Schedule.ts";
import { JobFile } from "../language/language.ts";
import { momentOf } from "../read/job/moments.ts";
import type { FileMap } from "./fileValue.ts";
import { processFile } from "./serviceFile.ts";
import { afterFile } from "./supervisedFile.ts";

const timesFile = (schedule: Schedule) => {
  if ("cron" in schedule) return schedule;
  if ("at" in schedule) return { at: momentOf(schedule.at) };
  return { every: schedule.everyMs, anchor: momentOf(schedule.anchor) };
};

const timesOf = ({ schedules }: JobSpec) => {
  const [only, ...others] = schedules.map(timesFile);
  if (only === undefined) return { manual: true };
  return others.length === 0 ? only : { several: [only, ...others] };
};

const overlapFile = (overlap: Overlap) =>
  overlap.kind === "queue" ? { queue: { length: overlap.length } } : overlap.kind;

const catchUpFile = (catchUp: CatchUp) =>
  catchUp.kind === "all" ? { all: { most: catchUp.most } } : catchUp.kind;

const windowFile = ({ from, until }: Window) => ({ from: momentOf(from), until: momentOf(until) });

const activeFile = ({ active: { from, until } }: JobSpec) => ({
  ...(from === null ? {} : { from: momentOf(from) }),
  ...(until === null ? {} : { until: momentOf(until) }),
});

const scheduleFile = (spec: JobSpec) => ({
  ...timesOf(spec),
  ...activeFile(spec),
  jitter: spec.jitterMs,
  overlap: overlapFile(spec.overlap),
  catch_up: catchUpFile(spec.catchUp),
  ...(spec.startWithinMs === null ? {} : { start_within: spec.startWithinMs }),
  ...(spec.pool === null ? {} : { pool: spec.pool }),
  // A calendar is written out, so that the tree is complete without it.
  ...(spec.blackouts.length === 0 ? {} : { blackouts: spec.blackouts.map(windowFile) }),
});

const retryFile = ({ times, backoff: { initialMs, factor, maxMs }, when }: Retry) => ({
  times,
  backoff: { initial: initialMs, factor, max: maxMs },
  on: when.map((cause) => (typeof cause === "object" ? cause.exit : cause)),
});

/** A job as a map of the file, with all its keys. */
export const jobFile = (spec: JobSpec): FileMap => {
  const { template, parameters } = spec;
  const file = {
    ...processFile(template),
    schedule: scheduleFile(spec),
    ...(spec.timeoutMs === null ? {} : { timeout: spec.timeoutMs }),
    retry: retryFile(spec.retry),
    parameters: Object.fromEntries(parameters.map(({ name, default: value }) => [name, value])),
    stop: { signal: template.stopSignal, timeout: spec.killGraceMs },
    autostart: spec.autostart,
    ...afterFile({ after: spec.after, chain: spec.chain }),
  };
  return Schema.encodeUnknownSync(JobFile)(file);
};
