import { type ChildPath, isWithin, join, root } from "../../domain/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/ChildSpec.ts";
import type { PlanStep } from "../../domain/Plan.ts";
import { isShrinking } from "./order.ts";

const servicesIn = (child: ChildSpec, path: ChildPath): ReadonlyArray<ChildPath> =>
  child.kind === "service"
    ? [path]
    : child.children.flatMap((below) => servicesIn(below, join(path, below.id)));

/** Where processes end because of a step. */
export const endingPlaces = (step: PlanStep): ReadonlyArray<ChildPath> => {
  if (isShrinking(step)) return step.instances;
  return ["remove", "replace", "restart"].includes(step.action) ? [step.path] : [];
};

/** How many services of a tree no step stops or restarts. */
export const untouchedBy = (steps: ReadonlyArray<PlanStep>, current: SupervisorSpec): number => {
  const ending = steps.flatMap(endingPlaces);
  return servicesIn(current, root).filter((path) => !ending.some((place) => isWithin(place, path))).length;
};
