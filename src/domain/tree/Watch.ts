import { Schema } from "effect";

/** The files after whose changes a child is restarted. */
export const Watch = Schema.Struct({
  /** Absolute paths of folders, with everything below them, and of files. */
  paths: Schema.NonEmptyArray(Schema.String),
  /** If there are any, only files that match one of these patterns count. */
  include: Schema.Array(Schema.String),
  /** Files and folders that match one of these patterns don't count. */
  ignore: Schema.Array(Schema.String),
  /** How long files must have been left alone before the restart, ms. */
  debounceMs: Schema.Number.pipe(Schema.nonNegative()),
});
export type Watch = typeof Watch.Type;

/** Which paths below a watched one count; paths are relative to it, with `/`. */
export interface Counting {
  /** A folder that doesn't is not entered, and nothing below it counts. */
  readonly entersFolder: (path: string) => boolean;
  readonly countsFile: (path: string) => boolean;
}
