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
  /** When it arrived, ISO 8601; the latest possible time where that is not known exactly. */
  at: Schema.String,
  /** The earliest possible time of arrival, where no daemon was there to see it. */
  at_earliest: Schema.optionalWith(Schema.String, { exact: true }),
  path: Schema.String,
  run: Schema.Int,
  stream: LogStream,
  /** Without its line end; bytes that are not UTF-8 are shown as U+FFFD and kept in the file as they are. */
  text: Schema.String,
  /** There is no line end behind it: the line is longer than 64 KiB and goes on, or the run ended so. */
  unterminated: Schema.optionalWith(Schema.Literal(true), { exact: true }),
  /**
   * It has stood for a second without a line end, as a prompt does, and its run goes on: it is shown as it is now. The same
   * line comes again when it has changed or ended. Its number is the one that it would get now, and not its own yet: who
   * follows does not go on behind it.
   */
  provisional: Schema.optionalWith(Schema.Literal(true), { exact: true }),
}).annotations({ identifier: "LogLine" });
export type LogLine = typeof LogLine.Type;

/** How far somebody who follows is in the output of a child: what comes is behind this sequence number. */
export const Place = Schema.Struct({ path: Schema.String, after: Schema.Int });
export type Place = typeof Place.Type;

/** One incarnation of a child. */
export const RunName = Schema.Struct({ path: Schema.String, run: Schema.Int });
export type RunName = typeof RunName.Type;
