import type { Instants } from "./Instants.ts";

/** Why a schedule is refused. */
export interface CalendarProblem {
  /** The field of the expression, such as `day of month`, or `timezone`; null: the expression as a whole. */
  readonly field: string | null;
  /** What is wrong and what is allowed, without a full stop at its end. */
  readonly message: string;
  /** What to write instead; null if nothing can be suggested. */
  readonly hint: string | null;
}

/** Whether a schedule was refused. */
export const isProblem = (read: Instants | CalendarProblem): read is CalendarProblem => "message" in read;
