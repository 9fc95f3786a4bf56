import { Schema } from "effect";
import { Moment } from "./fields/moments.ts";
import { numberFrom, wholeFrom } from "./fields/numbers.ts";
import { Text, Word } from "./fields/text.ts";
import { Duration, PositiveDuration } from "./fields/units.ts";
import { Flag, oneOf } from "./fields/words.ts";
import { key, list, map, names, required } from "./keys.ts";

/** Jobs in the language of `sentinel.yaml`. docs/jobs.md explains the terms. */

/** The upper bound for waiting starts, for attempts after the first one, and for instants that are made up for. */
const most = 1_000;

const timezone = key(Text, "The time zone of `cron` and of times without an offset.", "UTC");

const times = {
  cron: key(Text, "A cron expression of five or six fields, or a nickname such as `@daily`."),
  every: key(
    PositiveDuration,
    "An interval, in whole seconds. Its instants lie on a fixed grid, independent of restarts.",
  ),
  anchor: key(Moment, "A moment that the grid of `every` passes through.", "1970-01-01T00:00:00Z"),
  at: key(Moment, "A single moment."),
  timezone,
};

const Times = map('{ cron: "0 3 * * *" }', times);
export type Times = typeof Times.Type;

/** One of several schedules: a cron expression, or a map. */
const Several = list(Schema.Union(Text, Times));

const Window = map("{ from: 2026-12-24, until: 2026-12-27 }", {
  from: required(Moment, "The first moment that belongs to it."),
  until: required(Moment, "The first moment that no longer belongs to it."),
  timezone: key(Text, "The time zone of times without an offset.", "UTC"),
});
export type WindowFile = typeof Window.Type;

const Overlap = Schema.Union(
  oneOf("skip", "queue", "replace", "allow"),
  map("{ queue: { length: 10 } }", {
    queue: required(
      map("{ length: 10 }", {
        length: required(wholeFrom(1, most), "The maximum number of starts that wait in line."),
      }),
      "The line of starts that wait.",
    ),
  }),
);

const CatchUp = Schema.Union(
  oneOf("none", "last", "all"),
  map("{ all: { most: 10 } }", {
    all: required(
      map("{ most: 10 }", {
        most: required(wholeFrom(1, most), "The maximum number that are made up for: the newest ones."),
      }),
      "All instants that were missed.",
    ),
  }),
);

const ScheduleMap = map('{ cron: "0 3 * * *", timezone: Europe/Berlin }', {
  ...times,
  several: key(Several, "Several schedules: cron expressions, or maps with `cron`, `every` or `at`."),
  manual: key(Flag, "Whether it runs only by hand, or after another job.", "false"),
  from: key(Moment, "Nothing is expected before this moment."),
  until: key(Moment, "Nothing is expected at this moment or later."),
  jitter: key(
    Duration,
    "All instants are delayed by a fixed part of this, which depends on the job and the machine.",
    "0s",
  ),
  overlap: key(
    Overlap,
    "What happens to an instant that finds the job active: it is skipped, waits in line (10 at most, unless a `length` says otherwise), replaces the run, or runs beside it.",
    "skip",
  ),
  catch_up: key(
    CatchUp,
    "Which instants that passed while the daemon or the machine was down, or the job was paused, are made up for: none, the last one, or all (at most 100, unless `most` says otherwise).",
    "last",
  ),
  start_within: key(
    PositiveDuration,
    "How late the first attempt may start; after that the instant is missed.",
  ),
  pool: key(Text, "The pool whose slots limit how many runs go at a time."),
  blackouts: key(
    list(Schema.Union(Text, Window)),
    "Calendars, or windows of time, in which nothing starts by itself; instants in them are skipped.",
  ),
});
export type ScheduleMap = typeof ScheduleMap.Type;

export const Schedule = Schema.Union(Text, ScheduleMap, Several);
export type ScheduleFile = typeof Schedule.Type;

const RetryBackoff = map("{ initial: 10s, factor: 2, max: 5m }", {
  initial: key(Duration, "The delay before the second attempt.", "1s"),
  factor: key(numberFrom(1, 1_000), "The factor by which each delay is longer than the previous one.", "2"),
  max: key(Duration, "The longest delay.", "60s, or `initial` if that is longer"),
});

const attempts = wholeFrom(0, most);

const Retry = map("{ times: 3, backoff: { initial: 10s } }", {
  times: required(attempts, "The maximum number of attempts after the first one."),
  backoff: key(
    Schema.Union(oneOf("none"), Duration, RetryBackoff),
    "The delays between attempts; a duration alone is the same delay each time.",
    "{ initial: 1s, factor: 2, max: 60s }",
  ),
  on: key(
    list(Schema.Union(oneOf("exit", "timeout", "lost"), wholeFrom(0, 255))),
    "After which ends there is another attempt: any unsuccessful exit, a timeout, a run that was lost, or a certain exit code.",
    "[exit, timeout, lost]",
  ),
});

export const scheduleMeaning =
  "When it runs: a cron expression, a map, or a list of several. `manual`: only by hand, or after another job.";

/** The keys that only a job has, beside its schedule. */
export const jobKeys = {
  timeout: key(
    PositiveDuration,
    "How long a run may take until it is asked to stop; `stop.timeout` later it is killed.",
  ),
  retry: key(
    Schema.Union(attempts, Retry),
    "How often, and when, a failed run is attempted again. A number alone is `times`.",
    "0",
  ),
  parameters: key(
    names(Schema.NullOr(Word)),
    "What a run by hand may set, as environment variables, with their defaults; null: it must be set.",
  ),
};

/** The slots of each pool. */
export const Pools = names(wholeFrom(1, 10_000));
/** The windows of each calendar. */
export const Calendars = names(list(Window));
