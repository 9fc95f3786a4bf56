import { Context, type Effect, type Stream } from "effect";
import type { ChildPath } from "../domain/ChildPath.ts";

export type LogStream = "stdout" | "stderr";

/** One line of output (CLI.md, `logs --json`). */
export interface LogLine {
  /** Line number within the child, growing by one; the same line has the same number whenever it is read. */
  readonly seq: number;
  /** When it arrived, ISO 8601; null where only the file knows the line. */
  readonly at: string | null;
  readonly path: ChildPath;
  readonly run: number;
  readonly stream: LogStream;
  readonly text: string;
}

/** Which lines to read: the last `last` of them, from the newest run or from `run`. */
export interface LogQuery {
  readonly path: ChildPath;
  readonly last: number;
  readonly run?: number;
  readonly stream?: LogStream;
}

/** Reads what the runs of a child have printed. */
export class LogStore extends Context.Tag("sentinel/LogStore")<
  LogStore,
  {
    readonly read: (query: LogQuery) => Effect.Effect<ReadonlyArray<LogLine>>;
    /** Every line printed from now on, by this and later runs, until interrupted. */
    readonly follow: (query: Omit<LogQuery, "last">) => Stream.Stream<LogLine>;
  }
>() {}
