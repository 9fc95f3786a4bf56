import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { whyNotReloadable } from "../../src/policy/allowed.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import { staysUp } from "../apply/proof.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "../node/node.ts";
import { commanded } from "../node/service/commanded.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { runCommand } from "../node/service/hooks.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refusalOf } from "../tree/refusal.ts";
import type { Tree } from "../tree/tree.ts";
import { restart } from "./commands.ts";

/**
 * Have a child take over its files and the like: by its signal or command, the instances of a replicated child one after
 * another, and those that declare neither by a restart. Of any other supervisor, each child below it that declares how.
 */
export const reload = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> => {
  const refusal = whyNotReloadable(commanded(node));
  if (refusal !== null) return Effect.fail(refusalOf(node, refusal));
  if (hasChildren(node))
    return node.spec.template === null ? reloadBelow(tree, node) : reloadInstances(tree, node, options);
  return hasProcess(node) ? reloadService(tree, node) : Effect.succeed(notRunning(node));
};

/** By its own signal or command; it goes on running as the same run. */
const reloadService = (tree: Tree, node: ServiceNode): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const { process, spec } = node;
    const { reload: how } = spec;
    if (how === undefined || process === null) return notRunning(node);
    if ("signal" in how) {
      yield* process.signal(how.signal);
      return outcome(node, true, `${how.signal} sent to pid ${process.pid}`);
    }
    const run = node.lastRun;
    const { failure } = yield* runCommand(node, { run, hook: "reload", ...how }, tree.wiring);
    return outcome(node, failure === null, failure === null ? "reloaded" : `its reload failed: ${failure}`);
  });

const notRunning = (node: TreeNode): Outcome => outcome(node, false, `it is ${node.state}`);

const outcome = ({ path, state }: TreeNode, reached: boolean, reason: string): Outcome => ({
  ...{ path, state, reached, reason },
});

/** All services below a supervisor that declare how they are reloaded and run, one after another. */
const reloadBelow = (tree: Tree, node: SupervisorNode): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const declared = withDescendants(node)
      .filter(hasProcess)
      .filter(({ spec }) => spec.reload !== undefined);
    const live = declared.filter(({ state }) => state === "running");
    const outcomes = yield* Effect.forEach(live, (one) => reloadService(tree, one));
    const failed = outcomes.find(({ reached }) => !reached);
    if (failed) return outcome(node, false, `${failed.path}: ${failed.reason}`);
    return outcome(node, live.length > 0, `${live.length} of ${declared.length} reloaded`);
  });

/** One instance after another, as `update` requires; the first failure ends it, so that the others go on as they are. */
const reloadInstances = (tree: Tree, node: SupervisorNode, options: CommandOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const live = node.children.filter(hasProcess).filter(({ state }) => state === "running");
    if (live.length === 0) return outcome(node, false, "no instance runs");
    for (const [index, instance] of live.entries()) {
      const done = yield* reloadInstance(tree, instance, node.spec, options);
      if (done.reached) continue;
      const left = live.length - index - 1;
      const others = left === 0 ? "" : `; the other ${left} were not touched`;
      return outcome(node, false, `${instance.path}: ${done.reason}${others}`);
    }
    return outcome(node, true, `${live.length} reloaded, one after another`);
  });

const reloadInstance = (
  tree: Tree,
  instance: ServiceNode,
  { update = defaultUpdate }: SupervisorNode["spec"],
  options: CommandOptions,
): Effect.Effect<Outcome> => {
  const { minHealthyTimeMs, healthyDeadlineMs } = update;
  const work = Effect.gen(function* () {
    const reloaded =
      instance.spec.reload === undefined
        ? yield* restart(tree, instance, { ...options, wait: true, because: "reloaded by hand" })
        : yield* reloadService(tree, instance);
    if (reloaded.reached && minHealthyTimeMs > 0) yield* staysUp(instance, minHealthyTimeMs);
    return reloaded;
  });
  return Effect.timeoutTo(
    Effect.catchAll(work, ({ message }) => Effect.succeed(outcome(instance, false, message))),
    {
      duration: healthyDeadlineMs,
      onSuccess: (done) => done,
      onTimeout: () =>
        outcome(
          instance,
          false,
          `not healthy within ${healthyDeadlineMs / 1000} s (update.healthy_deadline)`,
        ),
    },
  );
};
