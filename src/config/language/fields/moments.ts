import { Schema } from "effect";
import { field } from "./field.ts";

/** A date, and a time of day, with an offset from UTC or without. */
export const momentParts =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2})?) ?(?<offset>Z|[+-]\d{2}:\d{2})?)?$/;

/** The date and time as a clock that is never put forward or back shows them, in ms; null if there is no such date. */
export const wallTimeOf = (text: string): number | null => {
  const { date, time = "00:00" } = momentParts.exec(text)?.groups ?? {};
  const wall = Date.parse(`${date}T${time}Z`);
  // 30 February is read as a day in March.
  return !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(date ?? "") ? wall : null;
};

/** A moment, as it is written: without an offset, a time zone decides. */
export const Moment = field({
  title: "moment",
  expected: "a moment such as 2026-12-24T18:00:00+01:00, or 2026-12-24 18:00 in the time zone",
  parse: (value) => (typeof value === "string" && wallTimeOf(value) !== null ? value : null),
  print: (value) => value,
  target: Schema.String.annotations({
    arbitrary: () => (fc) => fc.constantFrom("2026-12-24T18:00:00+01:00", "2030-01-01 06:30", "2031-05-01"),
  }),
  json: [{ type: "string", pattern: momentParts.source.replace(/\?<\w+>/g, "?:") }],
});
