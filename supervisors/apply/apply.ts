import { Effect, Either } from "effect";
import { type ChildPath, isWithin } from "../../src/domain/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/ChildSpec.ts";
import { type NotPossible, StaleRevision } from "../../src/domain/Errors.ts";
import type { Applied, PlanFor } from "../../src/domain/Plan.ts";
import { childStates } from "../../src/domain/State.ts";
import { passing } from "../../src/domain/Step.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { endingPlaces } from "../../src/policy/plan/untouched.ts";
import { specOf } from "../currentSpec.ts";
import type { History } from "../history.ts";
import { wantedOf, withDescendants } from "../node.ts";
import type { ApplyOptions } from "../Supervision.ts";
import { until } from "../saying.ts";
import { isAtRest, type Tree } from "../tree.ts";
import { bringBack, carryOut } from "./carryOut.ts";
import type { Former } from "./work.ts";

/** How the running tree would be brought to another one. */
export const planFor = (tree: Tree, wanted: TreeSpec, revision: string): PlanFor => ({
  revision,
  ...plan(specOf(tree), wanted, { isAtRest: isAtRest(tree), goesAlong: () => true }),
});

/**
 * Bring the running tree to another one as a transaction: all of it comes about and is a revision, or the tree
 * is brought back to what it was before.
 */
export const apply = (
  tree: Tree,
  wanted: TreeSpec,
  { by, revision, source, message }: ApplyOptions,
  history: History,
): Effect.Effect<Applied, StaleRevision> =>
  Effect.gen(function* () {
    yield* calm(tree);
    const before = specOf(tree);
    const planned = planFor(tree, wanted, history.current());
    if (revision !== undefined && revision !== planned.revision) return yield* stale(planned.revision);
    const former = formerOf(tree);
    passing("apply.begun");
    const done = yield* Effect.either(carryOut(tree, planned, wanted, by));
    if (Either.isLeft(done)) {
      const failures = yield* restore(tree, planned, before, { by, before: former });
      return {
        ...planned,
        revision: history.current(),
        applied: false,
        error: done.left.message,
        restore_error: failures.length === 0 ? null : failures.map((one) => one.message).join("; "),
      };
    }
    passing("apply.carried-out");
    yield* history.note({ by, source, message });
    passing("apply.noted");
    return { ...planned, revision: history.current(), applied: true, error: null, restore_error: null };
  });

const stale = (current: string): StaleRevision =>
  new StaleRevision({
    current,
    message: `the tree has changed meanwhile and is at ${current} now; plan again`,
  });

/** Succeeds when no supervisor is in the middle of a start or a stop. */
const calm = (tree: Tree): Effect.Effect<void> => {
  const calmStates = childStates.filter((state) => state !== "starting" && state !== "stopping");
  const supervisors = withDescendants(tree.root).filter(({ kind }) => kind === "supervisor");
  return Effect.forEach(supervisors, (node) => until(node, calmStates), { discard: true });
};

const formerOf = (tree: Tree): Former =>
  new Map(
    withDescendants(tree.root).map((node) => [node.path, { state: node.state, wanted: wantedOf(node) }]),
  );

/**
 * The way back. A strategy takes nobody along there whom the way out has left alone: the plan that people have
 * seen calls for no restart of those, whatever strategy their supervisor has back.
 */
const restore = (
  tree: Tree,
  { steps }: PlanFor,
  before: TreeSpec,
  was: Parameters<typeof bringBack>[3],
): Effect.Effect<ReadonlyArray<NotPossible>> =>
  Effect.suspend(() => {
    const touched = steps.flatMap(endingPlaces);
    const goesAlong = (path: ChildPath): boolean => touched.some((place) => isWithin(place, path));
    const back = plan(specOf(tree), before, { isAtRest: isAtRest(tree), goesAlong });
    return bringBack(tree, back, before, was);
  });
