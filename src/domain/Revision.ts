import type { TreeSpec } from "./ChildSpec.ts";

/** A tree that was wanted once, as it is listed. Revisions are never changed or removed. */
export interface RevisionEntry {
  /** Counts from 1; the same tree may come back under another number. */
  readonly number: number;
  /** The content address of the tree: `sha256:…`. */
  readonly revision: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly by: string;
  /** Where it came from: a file, a command, an older revision. */
  readonly source: string;
  readonly message: string;
}

/** The same with the tree itself; secrets are references in it. */
export interface Revision extends RevisionEntry {
  readonly tree: TreeSpec;
}
