import { isProblem } from "../../../calendar/CalendarProblem.ts";
import { parseCron } from "../../../calendar/cron.ts";
import { every as gridOf } from "../../../calendar/every.ts";
import type { Instants } from "../../../calendar/Instants.ts";
import { once } from "../../../calendar/once.ts";
import { union } from "../../../calendar/union.ts";
import { noSuchZone } from "../../../calendar/zone.ts";
import type { CatchUp, JobSettings, Overlap } from "../../../domain/tree/JobSettings.ts";
import type { Schedule } from "../../../domain/tree/Schedule.ts";
import { emptyMap, entry, type Located, type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { parseDuration } from "../../language/duration.ts";
import type { ScheduleFile, ScheduleMap, Times } from "../../language/jobs.ts";
import { type SharedByJobs, windowOf } from "./calendars.ts";
import { instantOf } from "./moments.ts";

/** The settings that stand below `schedule`. */
type Scheduled = Pick<
  JobSettings,
  "schedules" | "jitterMs" | "overlap" | "catchUp" | "startWithinMs" | "pool" | "blackouts" | "active"
>;

/** A map of the file, and where its keys are. */
interface Place {
  readonly map: LocatedMap;
  readonly zone: string;
  readonly report: Report;
}

const second = 1_000;

/** What a line holds, and what is made up, if no number is given. */
const usualLine = 10;
const usualCatchUp = 100;

/** A schedule in its longest form. */
const longForm = (schedule: ScheduleFile): ScheduleMap => {
  if (schedule === "manual") return { manual: true };
  if (typeof schedule === "string") return { cron: schedule };
  return isSeveral(schedule) ? { several: schedule } : schedule;
};

const isSeveral = (schedule: ScheduleFile): schedule is Extract<ScheduleFile, ReadonlyArray<unknown>> =>
  Array.isArray(schedule);

const mapOf = (located: Located | undefined, otherwise: LocatedMap): LocatedMap =>
  located?.kind === "map" ? located : emptyMap(located?.at ?? otherwise.at);

/** What `schedule` of a job says; null if it is invalid, which is reported. */
export const readSchedule = (
  written: ScheduleFile,
  job: LocatedMap,
  shared: SharedByJobs,
  report: Report,
): Scheduled | null => {
  const file = longForm(written);
  const map = mapOf(entry(job, "schedule"), job);
  const zone = file.timezone ?? "UTC";
  const place = { map, zone, report };
  reportZone(file, place);
  const schedules = schedulesOf(file, place, entry(job, "schedule"));
  const active = { from: momentIn(file, "from", place), until: momentIn(file, "until", place) };
  const isKnownPool = file.pool === undefined || shared.hasPool(file.pool, positionOf(map, ["pool"]), report);
  const blackouts = blackoutsOf(file, place, shared);
  if (schedules === null || !isKnownPool) return null;
  reportNothingDue(schedules, active, place);
  return {
    schedules: schedules.map(({ schedule }) => schedule),
    jitterMs: file.jitter ?? 0,
    overlap: overlapOf(file),
    catchUp: catchUpOf(file),
    startWithinMs: file.start_within ?? null,
    pool: file.pool ?? null,
    blackouts,
    active,
  };
};

const reportZone = ({ timezone }: { readonly timezone?: string }, { map, report }: Place): void => {
  const unknown = timezone === undefined ? null : noSuchZone(timezone);
  if (unknown) report.error(positionOf(map, ["timezone"]), unknown.message, unknown.hint);
};

const momentIn = (
  file: { readonly from?: string; readonly until?: string },
  key: "from" | "until",
  { map, zone, report }: Place,
) => {
  const moment = file[key];
  return moment === undefined ? null : instantOf(moment, { at: positionOf(map, [key]), zone, report });
};

const overlapOf = ({ overlap = "skip" }: ScheduleMap): Overlap => {
  if (typeof overlap === "object") return { kind: "queue", length: overlap.queue.length };
  return overlap === "queue" ? { kind: overlap, length: usualLine } : { kind: overlap };
};

const catchUpOf = ({ catch_up = "last" }: ScheduleMap): CatchUp => {
  if (typeof catch_up === "object") return { kind: "all", most: catch_up.all.most };
  return catch_up === "all" ? { kind: catch_up, most: usualCatchUp } : { kind: catch_up };
};

const blackoutsOf = (
  { blackouts = [] }: ScheduleMap,
  { map, zone, report }: Place,
  shared: SharedByJobs,
): JobSettings["blackouts"] =>
  blackouts.flatMap((blackout, index) => {
    const at = positionOf(map, ["blackouts", index]);
    if (typeof blackout === "string") return shared.calendar(blackout, at, report);
    const list = entry(map, "blackouts");
    const item = list?.kind === "list" ? list.items[index] : undefined;
    return windowOf(blackout, mapOf(item, map), zone, report) ?? [];
  });

/** A schedule, and its instants. */
interface Known {
  readonly schedule: Schedule;
  readonly instants: Instants;
}

const ways = ["cron", "every", "at", "several", "manual"] as const;

/** The schedules of a job; null if one of them is invalid. A job that runs by hand has none. */
const schedulesOf = (
  file: ScheduleMap,
  place: Place,
  written: Located | undefined,
): ReadonlyArray<Known> | null => {
  const given = ways.filter((way) => (way === "manual" ? file.manual === true : file[way] !== undefined));
  const [way, other] = given;
  const { map, report } = place;
  if (way === undefined) {
    report.error(
      map.at,
      "the schedule does not say when the job runs",
      'add `cron: "0 3 * * *"`, `every: 15m` or `at: 2026-12-24 18:00`, or `manual: true` for a job that runs by hand or after another one',
    );
    return null;
  }
  if (other !== undefined) {
    const hint = given.includes("manual")
      ? "remove one of them"
      : "write several: [ … ] for several schedules";
    report.error(positionOf(map, [other]), `the schedule has both ${way} and ${other}`, hint);
    return null;
  }
  if (way === "manual") return [];
  if (way !== "several") return one(file, place);
  return severalOf(file, place, written);
};

const severalOf = (
  { several = [] }: ScheduleMap,
  { map, zone, report }: Place,
  written: Located | undefined,
): ReadonlyArray<Known> | null => {
  const items = written?.kind === "list" ? written : entry(map, "several");
  if (several.length === 0) {
    report.error(
      items?.at ?? map.at,
      "the list of schedules is empty",
      "write `manual` for a job without one",
    );
    return null;
  }
  const read = several.map((each, index) => {
    const item = items?.kind === "list" ? items.items[index] : undefined;
    const times = typeof each === "string" ? { cron: each } : each;
    const place = { map: mapOf(item, map), zone: times.timezone ?? zone, report };
    reportZone(times, place);
    return oneOfSeveral(times, place);
  });
  return read.includes(null) ? null : read.flatMap((known) => known ?? []);
};

const oneOfSeveral = (times: Times, place: Place): ReadonlyArray<Known> | null => {
  const given = (["cron", "every", "at"] as const).filter((way) => times[way] !== undefined);
  if (given.length === 1) return one(times, place);
  place.report.error(
    place.map.at,
    given.length === 0 ? "this schedule is empty" : `this schedule has both ${given.join(" and ")}`,
    "write cron, every or at",
  );
  return null;
};

/** The schedule of a map with exactly one of `cron`, `every` and `at`. */
const one = (times: Times, place: Place): ReadonlyArray<Known> | null => {
  const { map, zone, report } = place;
  if (times.anchor !== undefined && times.every === undefined)
    report.error(positionOf(map, ["anchor"]), "`anchor` has a meaning with `every` only", "remove it");
  if (times.cron !== undefined) return cronOf(times.cron, place);
  if (times.every !== undefined) return everyOf(times.every, times.anchor, place);
  const at = times.at && instantOf(times.at, { at: positionOf(map, ["at"]), zone, report });
  return typeof at === "number" ? [{ schedule: { at }, instants: once(at) }] : null;
};

const everyOf = (
  everyMs: number,
  written: string | undefined,
  { map, zone, report }: Place,
): ReadonlyArray<Known> | null => {
  if (everyMs % second !== 0) {
    report.error(
      positionOf(map, ["every"]),
      "every is not in whole seconds",
      "write whole seconds, such as 30s",
    );
    return null;
  }
  const anchor = instantOf(written ?? "1970-01-01T00:00:00Z", {
    at: positionOf(map, ["anchor"]),
    zone,
    report,
  });
  return anchor === null ? null : [{ schedule: { everyMs, anchor }, instants: gridOf(everyMs, anchor) }];
};

const cronOf = (cron: string, { map, zone, report }: Place): ReadonlyArray<Known> | null => {
  const instants = parseCron(cron, zone);
  if (!isProblem(instants)) return [{ schedule: { cron, timezone: zone }, instants }];
  // An unknown zone has been reported where it is written.
  if (instants.field === "timezone") return null;
  const [, interval] = /^(?:@?every )?\s*(\S+)$/.exec(cron) ?? [];
  const isInterval = interval !== undefined && parseDuration(interval) !== null;
  report.error(
    positionOf(map, ["cron"]),
    instants.message,
    isInterval ? `write { every: ${interval} } for an interval` : instants.hint,
  );
  return null;
};

/** Reports schedules of which nothing is due in the time in which they are active. */
const reportNothingDue = (
  schedules: ReadonlyArray<Known>,
  { from, until }: JobSettings["active"],
  { map, report }: Place,
): void => {
  if (from !== null && until !== null && from >= until) {
    report.error(
      positionOf(map, ["until"]),
      "the schedule ends before it begins",
      "`until` comes after `from`",
    );
    return;
  }
  if (schedules.length === 0 || (from === null && until === null)) return;
  const first = union(schedules.map(({ instants }) => instants)).next((from ?? 0) - 1);
  if (first === null || (until !== null && first >= until))
    report.error(
      positionOf(map, [until === null ? "from" : "until"]),
      "the schedule expects nothing between `from` and `until`",
      "move one of them, or write `manual` for a job that runs by hand",
    );
};
