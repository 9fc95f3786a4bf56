import { Context, Effect, type Scope } from "effect";
import type { Counting } from "../domain/tree/Watch.ts";

/** Files, and folders with all below them that counts; absolute. */
export interface WatchedFiles {
  readonly paths: ReadonlyArray<string>;
  readonly counting: Counting;
}

/** Who is told about watched files. */
export interface WatchListener {
  /** A file was written, created, renamed or deleted; its absolute path. */
  readonly changed: (path: string) => void;
  /** Why some or all of the files are not watched; null once they are. */
  readonly problem: (message: string | null) => void;
}

/** Watches files and folders. By default there is none, and no change is seen. */
export class FileWatcher extends Context.Reference<FileWatcher>()("sentinel/FileWatcher", {
  defaultValue: () => ({
    /**
     * Report changes until the scope is closed. Each change is reported at once; one that is written in parts is reported
     * several times. Never fails: what can't be watched is a problem that is reported.
     */
    watch: (_files: WatchedFiles, _listener: WatchListener): Effect.Effect<void, never, Scope.Scope> =>
      Effect.void,
  }),
}) {}
