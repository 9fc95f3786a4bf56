import type { TreeSpec } from "./ChildSpec.ts";

interface Origin {
  /** Which file it is, in which environment: the same words wherever it is read. */
  readonly source: string;
}

export interface ValidFile extends Origin {
  readonly kind: "valid";
  readonly tree: TreeSpec;
  /** What the same text meant to the version before, whose defaults were others. Trees that were stored then are compared with this one. */
  readonly formerly: () => TreeSpec;
}

interface InvalidFile extends Origin {
  readonly kind: "invalid";
  /** The first mistakes in one line, each with its place. */
  readonly brief: string;
  /** All of it, for a terminal. */
  readonly full: string;
}

/** What a configuration file came to when it was read, with all that belongs to it. */
export type TreeFile = ValidFile | InvalidFile;

/** Why the tree is not as its file says. */
export interface FileProblem {
  readonly kind: "invalid" | "not_applied";
  /** In one line, and in full for a terminal. */
  readonly brief: string;
  readonly message: string;
}

/** The path of the file that a source names, without its environment; null for one that is no file: a command, for one. */
export const fileOfSource = (source: string): string | null =>
  source.startsWith("/") ? source.replace(/ --env .*$/, "") : null;
