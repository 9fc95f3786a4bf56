import { type ChildPath, isWithin } from "../../src/domain/ChildPath.ts";
import type { PlanStep } from "../../src/domain/Plan.ts";
import { restartsAlone } from "../../src/policy/strategy.ts";
import type { Declared } from "./declared.ts";

const isRestart = ({ action }: PlanStep): boolean => action === "restart" || action === "replace";

/** Restarts of children whose supervisor is restarted itself happen with it. */
const topmost = (restarts: ReadonlyArray<PlanStep>): ReadonlyArray<PlanStep> =>
  restarts.filter(
    ({ action, path }) =>
      action === "replace" || !restarts.some((other) => other.path !== path && isWithin(other.path, path)),
  );

/**
 * The steps in the portions in which they are carried out: each for itself, but the restarts under a supervisor
 * that restarts its children together are one, in start order.
 */
export const batches = (
  steps: ReadonlyArray<PlanStep>,
  declared: Declared,
): ReadonlyArray<ReadonlyArray<PlanStep>> => {
  const restarts = new Set(topmost(steps.filter(isRestart)));
  const portions = new Map<ChildPath | PlanStep, ReadonlyArray<PlanStep>>();
  for (const step of steps) {
    if (isRestart(step) && !restarts.has(step)) continue;
    const parent = declared.parentOf(step.path);
    const strategy = declared.supervisorAt(parent)?.strategy ?? "one_for_one";
    const portion = isRestart(step) && !restartsAlone(strategy) ? parent : step;
    portions.set(portion, [...(portions.get(portion) ?? []), step]);
  }
  return [...portions.values()].map((portion) =>
    [...portion].sort((one, other) => declared.placeOf(one.path) - declared.placeOf(other.path)),
  );
};
