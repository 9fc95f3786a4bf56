import { type ChildPath, isWithin } from "../../domain/tree/ChildPath.ts";
import type { SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { pathsOfProcesses } from "../../domain/tree/childTraits.ts";
import type { PlanStep } from "../../domain/view/Plan.ts";
import { isShrinking } from "./order.ts";

/** The paths at or below which a step stops processes. */
export const stoppedPaths = (step: PlanStep): ReadonlyArray<ChildPath> => {
  if (isShrinking(step)) return step.instances;
  return ["remove", "replace", "restart"].includes(step.action) ? [step.path] : [];
};

/** The number of services with a process that no step stops. */
export const countUntouched = (
  steps: ReadonlyArray<PlanStep>,
  current: SupervisorSpec,
  isLive: (path: ChildPath) => boolean,
): number => {
  const stopped = steps.flatMap(stoppedPaths);
  return pathsOfProcesses(current).filter(
    (path) => isLive(path) && !stopped.some((outer) => isWithin(outer, path)),
  ).length;
};
