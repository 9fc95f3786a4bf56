/**
 * Hints for the drawing of a machine: the `meta` of its states. The behaviour does not depend on them. Lanes give the
 * order, ranks the width; everything else is calculated (machines/layout).
 */
import type { AnyStateNode } from "xstate";

export interface ChartHints {
  /** The row among its siblings, counted downwards; row 0 sets the columns. */
  readonly lane?: number;
  /** The column among its siblings. Siblings of one lane and rank are stacked. */
  readonly rank?: number;
  /** Its transitions into these states are words in its box instead of lines; `*`: all of them. */
  readonly stubs?: ReadonlyArray<string> | "*";
  /** It is drawn without its substates: their transitions begin and end at it. */
  readonly folded?: true;
  /** Lines into it from outside its parent end at the parent. */
  readonly enteredAtParent?: true;
  /** Of a compound state: its least width, px, where labels inside need more room than its substates. */
  readonly leastWidth?: number;
  /** Of the root: how the whole is arranged. */
  readonly chart?: Arrangement;
  /** Of the root: the name of a guard or delay as words; null: not mentioned. */
  readonly words?: Readonly<Record<string, string | null>>;
}

/** Distances in px at scale 1, and the parts that are not drawn. */
export interface Arrangement {
  /** Between two lanes. */
  readonly laneGap: number;
  /** Between neighbours in a compound state without a label between them. */
  readonly colGap: number;
  /** Between stacked states. */
  readonly stackGap: number;
  /** Between the lanes of compound states. */
  readonly innerLaneGap: number;
  /** By lane of the root: how far it is shifted to the right. */
  readonly shift?: Readonly<Record<number, number>>;
  /** Compound states whose notes are below their substates, not beside the title. */
  readonly notesBelow: ReadonlyArray<string>;
  /** Events whose transitions are not drawn, nor the states that only they lead to. */
  readonly omits: ReadonlyArray<string>;
}

/** The hints of a state. */
export const hintsOf = ({ meta }: AnyStateNode): ChartHints => meta ?? {};

/** A state with all that it is in, from the root. */
export const ancestry = (node: AnyStateNode): ReadonlyArray<AnyStateNode> =>
  node.parent === undefined ? [node] : [...ancestry(node.parent), node];

/** The state as which another one is drawn: the outermost one around it that is folded, or itself. */
export const drawnNode = (node: AnyStateNode): AnyStateNode =>
  ancestry(node).find((one) => hintsOf(one).folded === true) ?? node;
