import { parseCron } from "../../../src/calendar/cron.ts";
import { every } from "../../../src/calendar/every.ts";
import type { Instants } from "../../../src/calendar/Instants.ts";
import { once } from "../../../src/calendar/once.ts";
import { union } from "../../../src/calendar/union.ts";
import type { CatchUp, JobSettings, Overlap, Retry } from "../../../src/domain/tree/JobSettings.ts";
import type { Schedule } from "../../../src/domain/tree/Schedule.ts";
import type { JobRules, TreeRules } from "../../../src/policy/job/rules.ts";
import type { Case, CaseJob } from "./jobCase.ts";
import { duration, timeOf } from "./times.ts";

const overlapOf = (text = "skip"): Overlap => {
  const [kind, length] = text.split(" ");
  return kind === "queue" ? { kind, length: Number(length) } : { kind: kind as "skip" | "replace" | "allow" };
};

const catchUpOf = (text = "last"): CatchUp => {
  const [kind, most] = text.split(" ");
  return kind === "all" ? { kind, most: Number(most) } : { kind: kind as "none" | "last" };
};

const causeOf = (text: string): Retry["when"][number] => {
  const [cause, code] = text.split(" ");
  return code === undefined ? (cause as "exit" | "timeout" | "lost") : { exit: Number(code) };
};

const retryOf = ({ retry }: CaseJob): Retry => {
  if (!retry) return { times: 0, backoff: { initialMs: 0, factor: 1, maxMs: 0 }, when: [] };
  const { backoff, times, when = ["exit", "timeout", "lost"] } = retry;
  const growing = typeof backoff === "string" ? { first: backoff, factor: 1, max: backoff } : backoff;
  return {
    times,
    backoff: {
      initialMs: duration(growing.first),
      factor: growing.factor,
      maxMs: duration(growing.max),
    },
    when: when.map(causeOf),
  };
};

const schedulesOf = ({ schedule = [] }: CaseJob): ReadonlyArray<Schedule> =>
  schedule.map((one) => {
    if ("cron" in one) return { cron: one.cron, timezone: "UTC" };
    if ("at" in one) return { at: timeOf(one.at) };
    return { everyMs: duration(one.every), anchor: one.anchor === undefined ? 0 : timeOf(one.anchor) };
  });

/** The settings that a job of a case declares, in our words. */
export const settingsOf = (job: CaseJob): JobSettings => ({
  schedules: schedulesOf(job),
  jitterMs: 0,
  overlap: overlapOf(job.overlap),
  catchUp: catchUpOf(job.catch_up),
  startWithinMs: job.start_within === undefined ? null : duration(job.start_within),
  timeoutMs: job.timeout === undefined ? null : duration(job.timeout),
  killGraceMs: duration(job.kill_grace ?? "10s"),
  retry: retryOf(job),
  pool: job.pool ?? null,
  blackouts: (job.blackout ?? []).map(([from, until]) => ({ from: timeOf(from), until: timeOf(until) })),
  active: {
    from: job.active ? timeOf(job.active[0]) : null,
    until: job.active ? timeOf(job.active[1]) : null,
  },
  chain: job.after ? [job.after] : [],
  parameters: [],
});

const instantsOf = (schedule: Schedule): Instants => {
  if ("at" in schedule) return once(schedule.at);
  if ("everyMs" in schedule) return every(schedule.everyMs, schedule.anchor);
  const cron = parseCron(schedule.cron, schedule.timezone);
  if ("message" in cron) throw new Error(cron.message);
  return cron;
};

/** The rules of a job of a case. */
export const rulesOf = (name: string, job: CaseJob): JobRules => {
  const settings = settingsOf(job);
  return { job: name, ...settings, expected: union(settings.schedules.map(instantsOf)) };
};

export const treeRulesOf = ({ jobs, pools = {} }: Case): TreeRules => ({
  jobs: new Map(Object.entries(jobs).map(([name, job]) => [name, rulesOf(name, job)])),
  pools,
});
