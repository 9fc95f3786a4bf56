import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { Expected, Job } from "../api/jobs.ts";
import type { HistoricRun } from "../api/runs.ts";
import { isException, shownStateOf, stateWordsOf } from "../live/shownState.ts";
import { duration, timeOfDay } from "../time/format.ts";
import type { LaneKind } from "./lane/lane.ts";

type Schedule = Job["schedules"][number];

const two = (text: string): string => text.padStart(2, "0");

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** Common cron expressions in words; null for others. */
const cronWords = (cron: string): string | null => {
  const [minute = "", hours = "", day, month, weekday, ...more] = cron.trim().split(/\s+/);
  if (more.length > 0 || day !== "*" || month !== "*") return null;
  const each = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (each !== undefined && hours === "*" && weekday === "*") return `every ${each} min`;
  if (!isNumber(minute)) return null;
  if (hours === "*" && weekday === "*") return minute === "0" ? "hourly" : `hourly at :${two(minute)}`;
  if (!hours.split(",").every(isNumber)) return null;
  const times = hours.split(",").map((hour) => `${two(hour)}:${two(minute)}`);
  if (weekday === "*") return `${times.join(", ")} daily`;
  return weekday === "1-5" ? `${times.join(", ")} weekdays` : null;
};

/** When a schedule is due, in a few words. */
export const scheduleWords = (schedule: Schedule): string => {
  if ("cron" in schedule) return cronWords(schedule.cron) ?? schedule.cron;
  if ("every_ms" in schedule) return `every ${duration(schedule.every_ms)}`;
  return `once at ${timeOfDay(schedule.at)}`;
};

/** When a job runs, in a few words. */
export const whenWords = ({ schedules, chain }: Pick<Job, "schedules" | "chain">): string => {
  if (schedules.length > 0) return schedules.map(scheduleWords).join("; ");
  return chain.length > 0 ? `after ${chain.map(({ job }) => job).join(", ")}` : "by hand";
};

/** A schedule as it is declared, with its time zone. */
export const declaredWords = (schedule: Schedule): string => {
  if ("cron" in schedule) return `${schedule.cron} (${schedule.timezone})`;
  return "every_ms" in schedule ? `every ${duration(schedule.every_ms)}` : `at ${schedule.at}`;
};

const conditionWords: Readonly<Record<JobCondition, string>> = {
  stopping: "stopping a run",
  running: "running",
  removed: "ends with its run",
  backoff: "waits to try again",
  "held:paused": "held by its pause",
  "held:blackout": "held by a blackout",
  "held:pool": "waits for its pool",
  paused: "paused",
  idle: "waits for its time",
};

/** A stopped job expects nothing. */
export const isStopped = ({ state }: Pick<Job, "state">): boolean =>
  state === "stopped" || state === "failed";

/** What a job is doing, or what is wrong with it; one without schedules waits for nothing. */
export const stateOf = (job: Job): string => {
  if (isStopped(job) || isException(shownStateOf(job))) return stateWordsOf(job);
  return job.condition === "idle" && job.schedules.length === 0 ? "idle" : conditionWords[job.condition];
};

export const laneWords: Readonly<Record<LaneKind, string>> = {
  ran: "ran",
  running: "running",
  failed: "failed",
  missed: "missed",
  skipped: "skipped",
  superseded: "superseded",
  waiting: "waiting",
  planned: "planned",
};

const reasons: Readonly<Record<NonNullable<Expected["reason"]>, string>> = {
  requested: "as somebody asked",
  blackout: "in a blackout",
  paused: "while it was paused",
  overlap: "since its run before had not ended",
  queue_full: "since its line was full",
  removed: "since the job was removed",
  down: "while no daemon ran",
  asleep: "while the machine slept",
  clock: "by a step of the clock",
  too_late: "since it was too late to start",
};

/** Why an instant did not run, in words. */
export const reasonWords = (reason: Expected["reason"]): string | null => reason && reasons[reason];

/** How many instants of a span have which end, and how many of its runs. */
interface Count {
  /** With an end: those that wait are not counted. */
  readonly expected: number;
  readonly missed: number;
  /** With runs by hand and after other jobs. */
  readonly failed: number;
  /** Whose last attempt has succeeded. */
  readonly well: number;
  /** Whose runs are no longer in the history. */
  readonly unknown: number;
  readonly running: number;
}

/** The key of an instant of a job. */
const keyOf = (job: string, instant: string): string => `${job} ${Date.parse(instant)}`;

const isFailure = (outcome: string | null): boolean =>
  outcome !== null && ["failed", "timed_out", "killed", "lost"].includes(outcome);

interface Counted {
  /** The job of a slot. */
  readonly jobOf: (slot: string) => string;
  /** The beginning of the span, in ms since 1970. */
  readonly from: number;
}

/** The runs for which no instant was expected: by hand, or after another job. Of several attempts the last one. */
const unexpected = (
  runs: ReadonlyArray<HistoricRun>,
  { jobOf, from }: Counted,
): ReadonlyArray<HistoricRun> => {
  const own = runs
    .filter(({ scheduled_for, started_at }) => scheduled_for === null && Date.parse(started_at ?? "") >= from)
    .toSorted((one, other) => Date.parse(one.started_at ?? "") - Date.parse(other.started_at ?? ""));
  const isTriedAgain = (run: HistoricRun, at: number): boolean => {
    const next = own.slice(at + 1).find(({ path }) => jobOf(path) === jobOf(run.path));
    return next?.trigger === "retry" && next.attempt === (run.attempt ?? 1) + 1;
  };
  return own.filter((run, at) => !isTriedAgain(run, at));
};

/** Count what became of the expected instants, and of the runs besides. */
export const countOf = (
  expected: ReadonlyArray<Expected>,
  runs: ReadonlyArray<HistoricRun>,
  about: Counted,
): Count => {
  const { jobOf } = about;
  const last = new Map<string, HistoricRun>();
  for (const run of runs) {
    if (run.scheduled_for === null) continue;
    const key = keyOf(jobOf(run.path), run.scheduled_for);
    const before = last.get(key);
    if (before === undefined || (run.attempt ?? 0) >= (before.attempt ?? 0)) last.set(key, run);
  }
  const ended = expected.filter(({ outcome }) => outcome !== "waiting");
  const outcomes = ended.map((row) =>
    row.outcome === "ran" ? (last.get(keyOf(row.job, row.instant))?.outcome ?? null) : row.outcome,
  );
  const isUnknown = (outcome: string | null): boolean => outcome === null;
  return {
    expected: ended.length,
    missed: outcomes.filter((outcome) => outcome === "missed").length,
    failed:
      outcomes.filter(isFailure).length +
      unexpected(runs, about).filter(({ outcome }) => isFailure(outcome)).length,
    well: outcomes.filter((outcome) => outcome === "succeeded").length,
    unknown: outcomes.filter(isUnknown).length,
    running: runs.filter(({ outcome }) => outcome === "running").length,
  };
};

/** The sentence above the lanes: what is wrong first, then how much went well. */
export const summaryOf = ({
  expected,
  missed,
  failed,
  well,
  unknown,
  running,
}: Count): readonly [string, string] => {
  const parts = [
    missed > 0 ? `${missed} missed` : "",
    failed > 0 ? `${failed} failed` : "",
    running > 0 ? `${running} running` : "",
  ].filter((part) => part !== "");
  const first = parts.length === 0 ? "Nothing missed, nothing failed." : `${parts.join(", ")}.`;
  if (expected === 0) return [first, "No run was expected so far."];
  const forgotten = unknown === 0 ? "" : ` Of ${unknown} the outcome is unknown.`;
  return [first, `${well} of ${expected} expected runs went well.${forgotten}`];
};
