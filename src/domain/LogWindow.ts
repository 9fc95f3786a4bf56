import { Schema } from "effect";
import { LogLine } from "./LogLine.ts";

/**
 * A line with its position among all lines that a selection has, in their order of arrival: 0 is the oldest that is
 * kept. Unlike the number of a line its position changes when older lines are removed.
 */
export const PlacedLine = Schema.Struct({ ...LogLine.fields, position: Schema.NonNegativeInt }).annotations({
  identifier: "PlacedLine",
});
export type PlacedLine = typeof PlacedLine.Type;

/** Some consecutive lines of a selection. */
export const LogWindow = Schema.Struct({
  /** Positions without a line are of lines whose bytes are gone. */
  items: Schema.Array(PlacedLine),
  /** The position at which it begins, and the one after its end. */
  from: Schema.NonNegativeInt,
  end: Schema.NonNegativeInt,
  /** How many lines the selection has. */
  total: Schema.NonNegativeInt,
  /** When the oldest and the newest of them arrived, ISO 8601; null where there are none. */
  oldest: Schema.NullOr(Schema.String),
  newest: Schema.NullOr(Schema.String),
  /** The position of the line or the moment that was asked for; null: the selection does not have that line. */
  target: Schema.NullOr(Schema.NonNegativeInt),
  /** Lines without their end as they are now, which have no position yet; only of a window at the end. */
  unfinished: Schema.Array(LogLine),
  /** As long as it stays the same, so does the position of each line. */
  edition: Schema.String,
  /** From where to follow each child, so that nothing is missing after this window; null unless it is the last one. */
  places: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.NonNegativeInt })),
}).annotations({ identifier: "LogWindow" });
export type LogWindow = typeof LogWindow.Type;
