import { Effect, Either } from "effect";
import type { ChildPath } from "../../src/domain/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/ChildSpec.ts";
import { type NotPossible, StaleRevision } from "../../src/domain/Errors.ts";
import type { Applied, PlanFor } from "../../src/domain/Plan.ts";
import { childStates } from "../../src/domain/State.ts";
import { type IsAtRest, plan } from "../../src/policy/plan/plan.ts";
import { until } from "../commands.ts";
import { specOf } from "../currentSpec.ts";
import type { History } from "../history.ts";
import { withDescendants } from "../node.ts";
import type { ApplyOptions } from "../Supervision.ts";
import { nodeAt, type Tree } from "../tree.ts";
import { bringBack, carryOut } from "./carryOut.ts";

/** How the running tree would be brought to another one. */
export const planFor = (tree: Tree, wanted: TreeSpec, revision: string): PlanFor => ({
  revision,
  ...plan(specOf(tree), wanted, isAtRest(tree)),
});

const isAtRest =
  (tree: Tree): IsAtRest =>
  (path) => {
    const state = nodeAt(tree, path)?.state;
    return state === "stopped" || state === "finished";
  };

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
    const wasUp = upIn(tree);
    const done = yield* Effect.either(carryOut(tree, planned, wanted, by));
    if (Either.isLeft(done)) {
      const failures = yield* restore(tree, before, by, wasUp);
      return {
        ...planned,
        revision: history.current(),
        applied: false,
        error: done.left.message,
        restore_error: failures.length === 0 ? null : failures.map((one) => one.message).join("; "),
      };
    }
    if (planned.steps.length > 0) yield* history.note({ by, source, message });
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

const upIn = (tree: Tree): ReadonlySet<ChildPath> =>
  new Set(
    withDescendants(tree.root).flatMap(({ path, state }) =>
      state === "running" || state === "starting" || state === "finished" ? [path] : [],
    ),
  );

const restore = (
  tree: Tree,
  before: TreeSpec,
  by: string,
  wasUp: ReadonlySet<ChildPath>,
): Effect.Effect<ReadonlyArray<NotPossible>> =>
  Effect.suspend(() => {
    const back = plan(specOf(tree), before, isAtRest(tree));
    return bringBack(tree, back, before, { by, wasUp });
  });
