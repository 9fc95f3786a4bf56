import type { TreeSpec } from "../tree/ChildSpec.ts";

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

/** An apply that failed: the tree is no revision, and what was before was brought back. Never changed or removed. */
export interface FailedApply {
  /** The content address of the tree that was wanted. */
  readonly revision: string;
  readonly at: string;
  readonly by: string;
  readonly source: string;
  readonly message: string;
  /** Why it failed, and what became of the tree. */
  readonly error: string;
}
