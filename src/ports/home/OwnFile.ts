import { Context, type Effect } from "effect";
import type { FileChanged, FileNotWritten } from "../../domain/Errors.ts";

/** The tree's own file in its current state. */
export interface OwnFileNow {
  /** Absolute. */
  readonly path: string;
  /** The one of its `environments` that the daemon was started with; null: none. */
  readonly environment: string | null;
  /** Null: it can't be read, and `problem` says why. */
  readonly text: string | null;
  /** Of the text, in hexadecimal; null without a text. */
  readonly hash: string | null;
  readonly problem: string | null;
  /** The other files that are read with it, such as those that it includes; absolute. */
  readonly includes: ReadonlyArray<string>;
  /** Why it can't be written; null: it can. */
  readonly obstacle: string | null;
}

/** A new text for the file. */
interface NewText {
  readonly text: string;
  /** The hashes that the file may have now; null: any. */
  readonly expected: ReadonlyArray<string> | null;
}

/** The file that the daemon was started with. Files that it includes are never written. */
export class OwnFile extends Context.Tag("sentinel/OwnFile")<
  OwnFile,
  {
    readonly read: Effect.Effect<OwnFileNow>;
    /** The file in this environment as the source of a revision; by default, in that of the daemon. */
    readonly source: (environment?: string) => string;
    /** Whether `write` would be refused now. */
    readonly check: (expected: NewText["expected"]) => Effect.Effect<void, FileChanged | FileNotWritten>;
    /**
     * Replace the text of the file atomically; the mode and the owner of the file, and a symbolic link to it, stay. Returns the
     * hash of the text.
     */
    readonly write: (wanted: NewText) => Effect.Effect<string, FileChanged | FileNotWritten>;
  }
>() {}
