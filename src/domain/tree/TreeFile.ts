import type { TreeSpec } from "./ChildSpec.ts";

interface Origin {
  /** The file and its environment, always in the same form. */
  readonly source: string;
}

export interface ValidFile extends Origin {
  readonly kind: "valid";
  readonly tree: TreeSpec;
  /**
   * The meaning of the same text in the previous version, which had other defaults, to compare with trees stored by it.
   */
  readonly formerly: () => TreeSpec;
}

interface InvalidFile extends Origin {
  readonly kind: "invalid";
  /** The first mistakes in one line, each with its position. */
  readonly brief: string;
  /** All mistakes, for a terminal. */
  readonly full: string;
}

/** The result of reading a configuration file with all its includes. */
export type TreeFile = ValidFile | InvalidFile;

/** Why the tree does not match its file. */
export interface FileProblem {
  readonly kind: "invalid" | "not_applied";
  /** In one line, and in full for a terminal. */
  readonly brief: string;
  readonly message: string;
}

/**
 * The path of the file that a source names, without its environment; null for a source that is not a file, such as a
 * command.
 */
export const fileOfSource = (source: string): string | null =>
  source.startsWith("/") ? source.replace(/ --env .*$/, "") : null;
