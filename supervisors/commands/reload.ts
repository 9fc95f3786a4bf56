import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { displayName } from "../../src/policy/allowed.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { runCommand } from "../node/service/hooks.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refuse } from "../tree/refusal.ts";
import type { Tree } from "../tree/tree.ts";
import { restart } from "./commands.ts";
import { outcomeOf, provenInstance } from "./provenInstance.ts";

/**
 * Have a child take over its files and the like: by its signal or command, the instances of a replicated child one after
 * another, and those that declare neither by a restart. Of any other supervisor, each child below it that declares how.
 */
export const reload = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> => {
  if (hasProcess(node)) return reloadService(tree, node);
  if (!hasChildren(node))
    return Effect.fail(refuse(node, "not_reloadable", `${node.path} has no process that could be reloaded`));
  return node.spec.template === null ? reloadBelow(tree, node) : reloadInstances(tree, node, options);
};

/** By its own signal or command; it goes on running as the same run. */
const reloadService = (tree: Tree, node: ServiceNode): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const { path, process, spec } = node;
    const { reload: how } = spec;
    if (how === undefined)
      return yield* refuse(
        node,
        "not_reloadable",
        `${path} does not say how it is reloaded; write \`reload: SIGHUP\`, or another signal or command, in the file, or \`sentinel restart ${path}\``,
      );
    if (process === null || node.state !== "running")
      return yield* refuse(node, "not_running", `${path} can't be reloaded: it is ${node.state}`);
    if ("signal" in how) {
      yield* process.signal(how.signal);
      return outcomeOf(node, true, `${how.signal} sent to pid ${process.pid}`);
    }
    const run = node.lastRun;
    const { failure } = yield* runCommand(node, { run, hook: "reload", ...how }, tree.wiring);
    return outcomeOf(node, failure === null, failure === null ? "reloaded" : `its reload failed: ${failure}`);
  });

/** All services below a supervisor that declare how they are reloaded and run, one after another. */
const reloadBelow = (tree: Tree, node: SupervisorNode): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const declared = withDescendants(node)
      .filter(hasProcess)
      .filter(({ spec }) => spec.reload !== undefined);
    if (declared.length === 0)
      return yield* refuse(
        node,
        "not_reloadable",
        `no child of ${displayName(node)} says how it is reloaded; write \`reload: SIGHUP\`, or another signal or command, in the file`,
      );
    const live = declared.filter(({ state }) => state === "running");
    const outcomes = yield* Effect.forEach(live, (one) => reloadService(tree, one));
    const failed = outcomes.find(({ reached }) => !reached);
    if (failed) return outcomeOf(node, false, `${failed.path}: ${failed.reason}`);
    return outcomeOf(node, live.length > 0, `${live.length} of ${declared.length} reloaded`);
  });

/** One instance after another, as `update` requires; the first failure ends it, so that the others go on as they are. */
const reloadInstances = (
  tree: Tree,
  node: SupervisorNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const live = node.children.filter(hasProcess).filter(({ state }) => state === "running");
    if (live.length === 0)
      return yield* refuse(node, "not_running", `${node.path} can't be reloaded: no instance runs`);
    for (const [index, instance] of live.entries()) {
      const done = yield* reloadInstance(tree, instance, node.spec, options);
      if (done.reached) continue;
      const left = live.length - index - 1;
      const others = left === 0 ? "" : `; the other ${left} were not touched`;
      return outcomeOf(node, false, `${instance.path}: ${done.reason}${others}`);
    }
    return outcomeOf(node, true, `${live.length} reloaded, one after another`);
  });

const reloadInstance = (
  tree: Tree,
  instance: ServiceNode,
  { update = defaultUpdate }: SupervisorNode["spec"],
  options: CommandOptions,
): Effect.Effect<Outcome> =>
  provenInstance(
    instance,
    update,
    instance.spec.reload === undefined
      ? restart(tree, instance, { ...options, wait: true, because: "reloaded by hand" })
      : reloadService(tree, instance),
  );
