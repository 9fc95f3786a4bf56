import { Array as Arrays } from "effect";
import { type ChildPath, outermost } from "../../src/domain/tree/ChildPath.ts";
import type { PlanStep } from "../../src/domain/view/Plan.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import { restartsAlone } from "../../src/policy/restart/strategy.ts";
import type { Declared } from "./declared.ts";

const isRestart = ({ action }: PlanStep): boolean => action === "restart" || action === "replace";

/** Leaves out restarts of children whose supervisor is restarted as well. */
const separate = (restarts: ReadonlyArray<PlanStep>): ReadonlyArray<PlanStep> => {
  const paths = new Set(outermost(restarts.map(({ path }) => path)));
  return restarts.filter(({ action, path }) => action === "replace" || paths.has(path));
};

/**
 * The steps in batches: one step each, except that the restarts under a supervisor that restarts its children together
 * are one batch, in start order, and that the instances of a group are restarted concurrently, as many at a time as its
 * `update` allows.
 */
export const batches = (
  steps: ReadonlyArray<PlanStep>,
  declared: Declared,
): ReadonlyArray<ReadonlyArray<PlanStep>> => {
  const restarts = new Set(separate(steps.filter(isRestart)));
  const portions = new Map<ChildPath | PlanStep, ReadonlyArray<PlanStep>>();
  for (const step of steps) {
    if (isRestart(step) && !restarts.has(step)) continue;
    const portion = isRestart(step) && belongsTogether(step, declared) ? declared.parentOf(step.path) : step;
    portions.set(portion, [...(portions.get(portion) ?? []), step]);
  }
  const inOrder = [...portions.values()].map((portion) =>
    [...portion].sort((one, other) => declared.placeOf(one.path) - declared.placeOf(other.path)),
  );
  return inOrder.flatMap((portion) => sideBySide(portion, declared));
};

const belongsTogether = ({ path }: PlanStep, declared: Declared): boolean =>
  declared.groupOf(path) !== undefined ||
  !restartsAlone(declared.supervisorAt(declared.parentOf(path))?.strategy ?? "one_for_one");

const sideBySide = (
  portion: ReadonlyArray<PlanStep>,
  declared: Declared,
): ReadonlyArray<ReadonlyArray<PlanStep>> => {
  const group = portion[0] && isRestart(portion[0]) ? declared.groupOf(portion[0].path) : undefined;
  return group ? Arrays.chunksOf(portion, (group.update ?? defaultUpdate).maxParallel) : [portion];
};
