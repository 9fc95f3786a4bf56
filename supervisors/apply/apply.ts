import { Effect, Either } from "effect";
import { type NotPossible, StaleRevision } from "../../src/domain/Errors.ts";
import { type ChildPath, isWithin } from "../../src/domain/tree/ChildPath.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import type { Applied, PlanFor } from "../../src/domain/view/Plan.ts";
import { describeFailure } from "../../src/policy/messages/failedApply.ts";
import { newCaseTwin } from "../../src/policy/nameCase.ts";
import { plan } from "../../src/policy/plan/plan.ts";
import { withProvisioned } from "../../src/policy/plan/provisioned.ts";
import { stoppedPaths } from "../../src/policy/plan/untouched.ts";
import { wantedOf } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { lastWordsClause } from "../node/service/lastWords.ts";
import { hasChildren } from "../node/traits.ts";
import type { ApplyOptions } from "../Supervision.ts";
import { specOf } from "../tree/currentSpec.ts";
import { until } from "../tree/sendAndAwait.ts";
import { isAtRest, nodeAt, type Tree } from "../tree/tree.ts";
import { groupStateOf } from "../view/groupState.ts";
import { carryOut, rollBack } from "./carryOut.ts";
import type { History } from "./history.ts";
import { planFor } from "./planFor.ts";
import { staleRuns } from "./stale.ts";
import type { Former } from "./work.ts";

/**
 * Turn the running tree into another one as a transaction: either all steps succeed and the result is a revision, or
 * the tree is rolled back. Checks that were created on demand stay.
 */
export const apply = (
  tree: Tree,
  declared: TreeSpec,
  { by, revision, source, message }: ApplyOptions,
  history: History,
): Effect.Effect<Applied, StaleRevision> =>
  Effect.gen(function* () {
    yield* untilSteady(tree);
    const { crashPoint } = tree.wiring;
    const stale = yield* staleRuns(tree);
    const before = specOf(tree);
    const wanted = withProvisioned(declared, before);
    const planned = planFor(tree, wanted, history.current(), stale);
    if (revision !== undefined && revision !== planned.revision) return yield* hasChanged(planned.revision);
    const refusal = newCaseTwin(before.root, wanted.root);
    if (refusal !== null) {
      const refused = { ...planned, applied: false, error: refusal, restore_error: null };
      yield* history.noteFailed(wanted, { by, source, message }, describeFailure(refused));
      return refused;
    }
    const former = formerOf(tree);
    crashPoint("apply.begun");
    const done = yield* Effect.either(carryOut(tree, planned, wanted, by));
    if (Either.isLeft(done)) {
      // Read before the rollback, in which the child may run again and print something else.
      const error = `${done.left.message}${yield* lastWordsOf(tree, done.left)}`;
      const failures = yield* restore(tree, planned, before, { by, before: former });
      const restore_error = failures.length === 0 ? null : failures.map((one) => one.message).join("; ");
      const failed = { ...planned, revision: history.current(), applied: false, error, restore_error };
      yield* history.noteFailed(wanted, { by, source, message }, describeFailure(failed));
      return failed;
    }
    crashPoint("apply.carried-out");
    yield* history.note({ by, source, message });
    crashPoint("apply.recorded");
    const outcome = {
      ...planned,
      revision: history.current(),
      applied: true,
      error: null,
      restore_error: null,
    };
    return { ...outcome, ...notUpIn(tree, planned) };
  }).pipe(
    Effect.ensuring(
      Effect.sync(() => {
        tree.applying = null;
      }),
    ),
  );

/** The last words of the child that made an apply fail, as the end of a sentence. */
const lastWordsOf = (tree: Tree, { path }: NotPossible): Effect.Effect<string> => {
  const node = nodeAt(tree, path);
  return node ? lastWordsClause(tree.lastWords, node) : Effect.succeed("");
};

/** Which children of the failed supervisors that were started are still not up. */
const notUpIn = (tree: Tree, { steps }: PlanFor): Pick<Applied, "not_up"> => {
  const started = steps.filter(({ action }) => action === "start").map(({ path }) => nodeAt(tree, path));
  const not_up = started.flatMap((node) => (node && hasChildren(node) ? groupStateOf(node).not_up : []));
  return started.length === 0 ? {} : { not_up };
};

const hasChanged = (current: string): StaleRevision =>
  new StaleRevision({
    current,
    message: `the tree has changed meanwhile and is at ${current} now; plan again`,
  });

/** Succeeds once no supervisor is being started or stopped, except those that only wait for held starts. */
const untilSteady = (tree: Tree): Effect.Effect<void> => {
  const steadyStates = childStates.filter((state) => state !== "starting" && state !== "stopping");
  const supervisors = withDescendants(tree.root).filter(hasChildren);
  return Effect.forEach(supervisors, (node) => until(node, steadyStates, "unless held"), { discard: true });
};

const formerOf = (tree: Tree): Former =>
  new Map(
    withDescendants(tree.root).map((node) => [node.path, { state: node.state, wanted: wantedOf(node) }]),
  );

/**
 * The rollback. It restarts only those children by strategy that the apply itself stopped: the plan that users have
 * seen restarts no others, even if the restored strategy of their supervisor would.
 */
const restore = (
  tree: Tree,
  { steps }: PlanFor,
  before: TreeSpec,
  was: Parameters<typeof rollBack>[3],
): Effect.Effect<ReadonlyArray<NotPossible>> =>
  Effect.suspend(() => {
    const touched = steps.flatMap(stoppedPaths);
    const restartsWithSiblings = (path: ChildPath): boolean => touched.some((place) => isWithin(place, path));
    const back = plan(specOf(tree), before, { isAtRest: isAtRest(tree), restartsWithSiblings });
    return rollBack(tree, back, before, was);
  });
