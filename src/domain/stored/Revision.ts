import type { TreeSpec } from "../tree/ChildSpec.ts";

/** The list entry of a tree that was applied. Revisions are never changed or removed. */
export interface RevisionEntry {
  /** Starts at 1; the same tree may have several numbers. */
  readonly number: number;
  /** The content address of the tree: `sha256:…`. */
  readonly revision: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly by: string;
  /** Its source: a file, a command, or an older revision. */
  readonly source: string;
  readonly message: string;
}

/** A revision with its tree, in which secrets are references. */
export interface Revision extends RevisionEntry {
  readonly tree: TreeSpec;
}

/** An apply that failed: its tree is not a revision, and the previous tree was restored. Never changed or removed. */
export interface FailedApply {
  /** The content address of the tree to apply. */
  readonly revision: string;
  readonly at: string;
  readonly by: string;
  readonly source: string;
  readonly message: string;
  /** Why it failed, and the result of the rollback. */
  readonly error: string;
}
