import type { ChildPath } from "./ChildPath.ts";

/**
 * What a change of a field asks for. `in_place`: the actors go by it from now on, no process is touched.
 * `on_next_start`: it concerns the next start of the child, whenever that is. `restart`: the child is stopped and
 * started. `restart_by_strategy`: the child is restarted because a sibling is, as the strategy wants it.
 */
export type ChangeClass = "in_place" | "on_next_start" | "restart" | "restart_by_strategy";

/** One field that differs, in the words of the file; values for people. */
export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly class: ChangeClass;
}

/** What is done to one child. */
export interface PlanStep {
  /** `replace`: removed and added anew, because it has become another kind of child. */
  readonly action: "add" | "remove" | "replace" | "restart" | "update" | "scale" | "move";
  readonly path: ChildPath;
  /** Null where a child comes or goes, and nothing of it changes. */
  readonly class: ChangeClass | null;
  readonly reason: string;
  readonly fields: ReadonlyArray<FieldChange>;
  /** The instances that come or go with `scale`; empty otherwise. */
  readonly instances: ReadonlyArray<ChildPath>;
}

/** The way from one tree to another, in the order in which it is gone. */
export interface Plan {
  readonly steps: ReadonlyArray<PlanStep>;
  /** How many services go on as they are, their processes untouched. */
  readonly untouched: number;
}

/** A plan for the tree that runs, and the revision that it was made for. */
export interface PlanFor extends Plan {
  readonly revision: string;
}

/** What an apply came to. */
export interface Applied extends PlanFor {
  /** Whether the tree is now what was wanted; `revision` is the tree's as it is now. */
  readonly applied: boolean;
  /** What failed; the tree was then restored. */
  readonly error: string | null;
  /** What failed besides when it was restored. */
  readonly restore_error: string | null;
}

/** What became of an apply that failed, as a sentence without its end. */
export const whyNotApplied = ({ error, restore_error }: Applied): string =>
  `not applied: ${error}; ${
    restore_error === null
      ? "everything was brought back to what it was"
      : `bringing back what was failed too: ${restore_error}`
  }`;
