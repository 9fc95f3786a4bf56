import { Context, type Effect, type Scope } from "effect";
import type { Counting } from "../../domain/tree/Watch.ts";

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

/** Watches files and folders. */
export class FileWatcher extends Context.Tag("sentinel/FileWatcher")<
  FileWatcher,
  {
    /**
     * Report changes until the scope is closed. Each change is reported at once; one that is written in parts is reported
     * several times. Never fails: what can't be watched is a problem that is reported.
     */
    readonly watch: (files: WatchedFiles, listener: WatchListener) => Effect.Effect<void, never, Scope.Scope>;
  }
>() {}
