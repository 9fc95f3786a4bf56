import type { PlanStep } from "../../domain/view/Plan.ts";

/** Whether a `scale` step removes instances. */
export const isShrinking = ({ action, fields: [count] }: PlanStep): boolean =>
  action === "scale" && count !== undefined && Number(count.to) < Number(count.from);

/** Whether a step only stops children that are no longer needed. */
export const onlyStops = (step: PlanStep): boolean => step.action === "remove" || isShrinking(step);

const phaseOf = (step: PlanStep): number => {
  if (onlyStops(step)) return 3;
  switch (step.action) {
    case "update":
    case "move":
      return 0;
    case "restart":
    case "replace":
      return 2;
    case "start":
      return 4;
    default:
      return 1;
  }
};

/**
 * The steps in the order in which they are carried out: first those that touch no process, then new children in document
 * order, then restarts, one at a time, and then removals in reverse order, so that old children stop only after the new
 * ones are up. Failed supervisors are started last.
 */
export const orderSteps = (steps: ReadonlyArray<PlanStep>): ReadonlyArray<PlanStep> => {
  const phases = [0, 1, 2, 3, 4].map((phase) => steps.filter((one) => phaseOf(one) === phase));
  return phases.flatMap((phase, index) => (index === 3 ? [...phase].reverse() : phase));
};
