import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { ApplyProgress, Plan, PlanStep } from "../../src/domain/view/Plan.ts";
import { onlyStops } from "../../src/policy/plan/order.ts";
import { isSame } from "../../src/policy/plan/values.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import { isAtRest, nodeAt, type Tree } from "../tree/tree.ts";
import { addChild, removeChild } from "./addAndRemove.ts";
import { batches } from "./batches.ts";
import { Declared } from "./declared.ts";
import { restoreRunning, startFailed, startIfFailed } from "./ensureRunning.ts";
import { arrange, redeclare } from "./redeclare.ts";
import { renewInstances, restartTogether } from "./restarts.ts";
import { scale } from "./scale.ts";
import { type Former, optionsFor, redeclareAt, type Work } from "./work.ts";

/** Turn the running tree into the wanted one, step by step; fails with the first step that fails. */
export const carryOut = (
  tree: Tree,
  plan: Plan,
  wanted: TreeSpec,
  by: PrincipalText,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const work: Work = { by, tree, declared: new Declared(wanted), before: null };
    const changed = new Set(plan.steps.flatMap(({ path, instances }) => [path, ...instances]));
    declareTree(tree, wanted);
    redeclareSupervisors(work);
    begin(tree, "applying", plan.steps);
    for (const batch of batches(plan.steps, work.declared)) {
      yield* batch[0]?.action === "start"
        ? startFailed(work, batch[0].path, optionsFor(work, batch[0].reason), changed)
        : perform(work, batch);
      count(tree, batch);
      tree.wiring.crashPoint("apply.step-done");
    }
    arrange(tree, tree.root, work.declared);
  });

/**
 * Restore the running tree, whose children were as in `before`. A failure does not prevent the other steps; all
 * failures are returned.
 */
export const rollBack = (
  tree: Tree,
  plan: Plan,
  wanted: TreeSpec,
  { by, before }: { readonly by: PrincipalText; readonly before: Former },
): Effect.Effect<ReadonlyArray<NotPossible>> =>
  Effect.gen(function* () {
    const work: Work = { by, tree, declared: new Declared(wanted), before };
    declareTree(tree, wanted);
    const inTurn = (steps: ReadonlyArray<PlanStep>) =>
      Effect.partition(batches(steps, work.declared), (batch) =>
        Effect.ensuring(
          perform(work, batch),
          Effect.sync(() => count(tree, batch)),
        ),
      );
    begin(tree, "restoring", plan.steps);
    // Added children are removed first, under the rules with which they were added: they may be what fails.
    const [notGone] = yield* inTurn(plan.steps.filter(onlyStops));
    redeclareSupervisors(work);
    const [failed] = yield* inTurn(plan.steps.filter((step) => !onlyStops(step)));
    arrange(tree, tree.root, work.declared);
    // A step that failed halfway may have stopped children that the reverse plan has no reason to start.
    const [stillDown] = yield* Effect.partition(before.keys(), (path) => restoreRunning(work, path));
    return [...notGone, ...failed, ...stillDown];
  });

/** What of a declaration concerns no child. */
const declareTree = (tree: Tree, { name, pools = {} }: TreeSpec): void => {
  tree.name = name;
  if (!isSame(tree.jobs.pools, pools)) tree.jobs.pools = pools;
};

const begin = (tree: Tree, phase: ApplyProgress["phase"], steps: ReadonlyArray<PlanStep>): void => {
  tree.applying = { phase, done: 0, total: steps.length };
};

const count = (tree: Tree, batch: ReadonlyArray<PlanStep>): void => {
  if (tree.applying !== null) tree.applying = { ...tree.applying, done: tree.applying.done + batch.length };
};

/** Applies to supervisors that are kept; their children are handled step by step. */
const redeclareSupervisors = ({ tree, declared }: Work): void => {
  for (const node of withDescendants(tree.root)) {
    const spec = declared.supervisorAt(node.path);
    if (hasChildren(node) && spec && (spec.template === null) === (node.spec.template === null))
      redeclare(tree, node, spec);
  }
};

/**
 * Whether a child that was at rest, so that its change waited for the next start, has been started with the old
 * declaration.
 */
const hasBegunMeanwhile = ({ tree }: Work, { path, fields }: PlanStep): boolean => {
  const node = nodeAt(tree, path);
  const asksForRestart = fields.some((change) => change.class === "restart");
  return asksForRestart && node !== undefined && hasProcess(node) && !isAtRest(tree)(path);
};

const perform = (work: Work, batch: ReadonlyArray<PlanStep>): Effect.Effect<void, NotPossible> => {
  const [step] = batch;
  switch (step?.action) {
    case "add":
      return addChild(work, step.path, optionsFor(work, "added by apply"));
    case "remove":
      return removeChild(work, step.path, step.reason);
    case "scale":
      return scale(work, step);
    case "restart":
    case "replace":
      return work.declared.groupOf(step.path) ? renewInstances(work, batch) : restartTogether(work, batch);
    case "update":
      return Effect.suspend(() =>
        hasBegunMeanwhile(work, step)
          ? perform(work, [{ ...step, action: "restart" }])
          : Effect.zipRight(
              Effect.sync(() => redeclareAt(work, step.path)),
              startIfFailed(work, step.path, optionsFor(work, step.reason)),
            ),
      );
    default:
      return Effect.void;
  }
};
