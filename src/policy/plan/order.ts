import type { PlanStep } from "../../domain/Plan.ts";

/** Whether a `scale` makes room: its instances go. */
export const isShrinking = ({ action, fields: [count] }: PlanStep): boolean =>
  action === "scale" && count !== undefined && Number(count.to) < Number(count.from);

/** Whether all that a step does is to stop what is not wanted any more. */
export const stops = (step: PlanStep): boolean => step.action === "remove" || isShrinking(step);

const phaseOf = (step: PlanStep): number => {
  if (stops(step)) return 3;
  switch (step.action) {
    case "update":
    case "move":
      return 0;
    case "restart":
    case "replace":
      return 2;
    default:
      return 1;
  }
};

/**
 * The order in which steps are taken: first what touches no process, then what is new is started in document
 * order, then restarts one after the other, and what is not wanted any more is stopped last, in reverse. So the
 * old goes only after the new is up.
 */
export const inOrder = (steps: ReadonlyArray<PlanStep>): ReadonlyArray<PlanStep> => {
  const phases = [0, 1, 2, 3].map((phase) => steps.filter((one) => phaseOf(one) === phase));
  return phases.flatMap((phase, index) => (index === 3 ? [...phase].reverse() : phase));
};
