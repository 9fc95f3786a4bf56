import { Schema } from "effect";

const LogStream = Schema.Literal("stdout", "stderr");
export type LogStream = typeof LogStream.Type;

/** One line of output (CLI.md, `logs --json`). */
export const LogLine = Schema.Struct({
  /**
   * The line's number within the child: it counts the lines of all runs and both streams in their order of
   * arrival, without gaps, and is never given to another line.
   */
  seq: Schema.Int,
  /** When it arrived, ISO 8601; the latest possible time if the exact one is unknown. */
  at: Schema.String,
  /** The earliest possible time of arrival, if no daemon was running then. */
  at_earliest: Schema.optionalWith(Schema.String, { exact: true }),
  path: Schema.String,
  run: Schema.Int,
  stream: LogStream,
  /** Without its line end; bytes that are not UTF-8 are shown as U+FFFD and kept in the file as they are. */
  text: Schema.String,
  /** It has no line end: the line is longer than 64 KiB and continues, or the run ended. */
  unterminated: Schema.optionalWith(Schema.Literal(true), { exact: true }),
  /**
   * A line without a line end that has not changed for a second, such as a prompt, while its run continues: it is shown
   * in its current state, and again when it has changed or is complete. Its number is the one that it would get now,
   * and may still be given to another line: a follower must not resume after it.
   */
  provisional: Schema.optionalWith(Schema.Literal(true), { exact: true }),
}).annotations({ identifier: "LogLine" });
export type LogLine = typeof LogLine.Type;

/** The position of a follower in the output of a child: it resumes after this sequence number. */
export const Place = Schema.Struct({
  path: Schema.String,
  after: Schema.Int,
  /** How many lines before, up to this number, were removed by the limits of the child before they could be sent. */
  missed: Schema.optionalWith(Schema.Int, { exact: true }),
});
export type Place = typeof Place.Type;

/** One run of a child. */
export const RunName = Schema.Struct({ path: Schema.String, run: Schema.Int });
export type RunName = typeof RunName.Type;
