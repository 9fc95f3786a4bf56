import { Schema } from "effect";
import { Moment, wholeNumberUpTo } from "../query.ts";
import { document, route } from "../route.ts";

const text = Schema.String;
const optional = { exact: true } as const;

/** The default and the maximum number of instants in an answer. */
export const usualInstants = 10;
const mostInstants = 1_000;

/** A time at which a schedule is due. */
const CalendarInstant = Schema.Struct({
  /** In UTC, ISO 8601. */
  at: text,
  /** In the time zone, with its offset: `2026-03-01T07:15:00+01:00`. */
  local: text,
  /** What a change of the clocks does to it; null on ordinary days. */
  remark: Schema.NullOr(text),
});

/** Which instants of a schedule are listed. */
export const comingQuery = {
  n: Schema.optionalWith(
    wholeNumberUpTo(mostInstants, usualInstants).annotations({ description: "How many instants" }),
    optional,
  ),
  from: Schema.optionalWith(
    Moment.annotations({ description: "The time after which they are listed; now by default" }),
    optional,
  ),
};

/** Instants of schedules that are in no tree. */
export const calendar = {
  calendar: route({
    name: "calendar",
    method: "GET",
    path: "/calendar",
    role: "viewer",
    scope: "tree",
    summary: "List when a schedule is due, before it is in a tree",
    description:
      "Give one of `cron` and `every`. What can't be read is refused with the field, what it takes, and what to write instead. There are fewer items than asked for if the schedule is not due again in the 41 years after the last one.",
    query: Schema.Struct({
      cron: Schema.optionalWith(
        text.annotations({ description: "A cron expression of five or six fields, or `@daily`" }),
        optional,
      ),
      every: Schema.optionalWith(
        text.annotations({ description: "An interval: `90s`, `15m`, `1h30m`" }),
        optional,
      ),
      timezone: Schema.optionalWith(
        text.annotations({ description: "A name of the IANA database; the daemon's zone by default" }),
        optional,
      ),
      anchor: Schema.optionalWith(
        Moment.annotations({ description: "An instant of the interval; 1970-01-01T00:00:00Z by default" }),
        optional,
      ),
      ...comingQuery,
    }),
    answer: document(Schema.Struct({ items: Schema.Array(CalendarInstant), next: Schema.Null })),
    refusals: [],
    examples: {
      query: { cron: "30 2 * * *", timezone: "Europe/Berlin", n: "3", from: "2026-03-28T00:00:00Z" },
    },
  }),
};
