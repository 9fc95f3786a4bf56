import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import { type ChildPath, join } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, Strategy } from "../../src/domain/tree/ChildSpec.ts";
import type { Wanted } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import {
  displayName,
  holdsNoChildren,
  notReplicated,
  rootNotRemovable,
  whyNotAdded,
  whyNotRemovable,
  whyNotScaled,
} from "../../src/policy/allowed.ts";
import { childContradictions } from "../../src/policy/contradictions.ts";
import { caseTwin, whyNotBeside } from "../../src/policy/nameCase.ts";
import { scaleInstances } from "../../src/policy/plan/replicas.ts";
import { isActive } from "../../src/policy/restart/roster.ts";
import {
  childOf,
  isUp,
  memberOf,
  reasonOf,
  type SupervisorNode,
  type TreeNode,
  upStates,
} from "../node/node.ts";
import { commanded, surroundingsOf } from "../node/service/commanded.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { lastWordsClause } from "../node/service/lastWords.ts";
import { waitsForHold } from "../node/startHeld.ts";
import { memberFor } from "../node/supervisorNode.ts";
import { hasChildren } from "../node/traits.ts";
import { whyNotGranted } from "../resources/childrenGranted.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refusalOf, refuse } from "../tree/refusal.ts";
import { delivered, sendAndAwait } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";
import { conclude, stop, unlessRefused } from "./commands.ts";
import { portClash } from "./portClash.ts";

/**
 * Add a child by hand to a supervisor that is up. `specFor`: its specification, given the strategy of its supervisor.
 */
export const addByHand = (
  tree: Tree,
  node: TreeNode,
  specFor: (strategy: Strategy) => ChildSpec,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    if (!hasChildren(node)) return yield* refusalOf(node, holdsNoChildren(commanded(node)));
    const refused = (): NotPossible | null => {
      const refusal = whyNotAdded(commanded(node), surroundingsOf(tree.phase, node));
      return refusal && refusalOf(node, refusal);
    };
    yield* unlessRefused(tree, { parent: node }, refused, options);
    const spec = specFor(node.spec.strategy);
    const twin = caseTwin(
      spec.id,
      node.children.map((child) => child.spec.id),
    );
    if (twin !== undefined) return yield* refuse(node, "invalid_spec", whyNotBeside(spec.id, twin));
    const denied = whyNotGranted(node, 1);
    if (denied !== null) return yield* refuse(node, "invalid_spec", `${spec.id} can't be added: ${denied}`);
    return yield* add(tree, node, spec, options);
  });

/**
 * Add a child under `parent` and start it. As with OTP's start_child/2, it is last in the start order, and is removed
 * again if it can't be started.
 */
export const add = (
  tree: Tree,
  parent: SupervisorNode,
  spec: ChildSpec,
  options: RegisterOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const present = childOf(parent, spec.id);
    if (present) {
      const running = present.state === "running" || present.state === "starting";
      const reason = running ? "already_started" : "already_present";
      return yield* refuse(
        present,
        reason,
        `${displayName(parent)} has a child ${spec.id} already; it is ${present.state}`,
      );
    }
    const wrong = childContradictions(spec, parent.spec)[0];
    if (wrong) return yield* refuse(parent, "invalid_spec", `${spec.id} can't be added: ${wrong}`);
    const ticket = tree.restarts.ticket();
    const node = yield* tree.addNode(spec, parent);
    const send = registration(node, parent, options);
    const outcomeNow = yield* sendAndAwait(
      tree,
      node,
      send,
      upStates,
      ["failed", "stopped", "backoff"],
      options,
    );
    if (outcomeNow.reached || !options.wait) return outcomeNow;
    // It may have been stopped because its supervisor is being restarted.
    const outcome = yield* conclude(tree, node, options, ticket);
    if (upStates.includes(outcome.state) || waitsForHold(node)) return outcome;
    const said = yield* lastWordsClause(tree.lastWords, node);
    yield* forget(tree, node, parent, options);
    return yield* refuse(node, "start_failed", `${node.path} was not added: ${reasonOf(node)}${said}`);
  });

/** How a child is registered. */
interface RegisterOptions extends CommandOptions {
  /** Its desired state and that of its descendants, if known; otherwise as declared. */
  readonly wanted?: (path: ChildPath) => Wanted | undefined;
}

/** Messages that register a new child with its supervisor, then set the desired state of its descendants. */
const registration = (
  node: TreeNode,
  parent: SupervisorNode,
  { by, because, wanted = () => undefined }: RegisterOptions,
) => {
  const reason = because ?? "added by hand";
  const made = memberFor(node.spec, parent.path);
  const member = { ...made, wanted: wanted(node.path) ?? made.wanted };
  return (): void => {
    for (const { path, spec, parent: above } of withDescendants(node).slice(1)) {
      const [child, then] = [spec.id, wanted(path)];
      if (then === "down")
        above?.actor.send({ type: "STOP_CHILD", child, purpose: "stop", wanted: then, reason, by });
      if (then === "up") above?.actor.send({ type: "START_CHILD", child, reason, by });
    }
    parent.actor.send({ type: "ADD_CHILD", member, reason, by });
  };
};

/** Add a child without starting it: its supervisor is down, or it is started by hand. */
export const register = (
  tree: Tree,
  parent: SupervisorNode,
  spec: ChildSpec,
  options: RegisterOptions,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    const node = yield* tree.addNode(spec, parent);
    tree.wiring.mailbox.send(registration(node, parent, options));
    yield* delivered(tree);
  });

/** Stop a child, then remove it. `wanted`: its desired state for the next daemon, in case this one is killed before. */
export const remove = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  wanted: Wanted = "down",
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const { parent } = node;
    const refusal = whyNotRemovable(commanded(node), surroundingsOf(tree.phase, node));
    if (refusal || !parent) return yield* refusalOf(node, refusal ?? rootNotRemovable);
    tree.jobs.leave(withDescendants(node).map(({ path }) => path));
    yield* stop(tree, node, { ...options, wait: true }, { purpose: "removal", wanted });
    yield* forget(tree, node, parent, options);
    return { path: node.path, state: "stopped", reached: true, reason: "removed" };
  });

/** Remove a child from the tree once it is inactive: it may have been started since it was stopped. */
const forget = (
  tree: Tree,
  node: TreeNode,
  parent: SupervisorNode,
  options: CommandOptions,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    let isOut = false;
    tree.wiring.mailbox.send(() => {
      const known = memberOf(node);
      if (known && isActive(known)) return;
      parent.actor.send({ type: "REMOVE_CHILD", child: node.spec.id });
      isOut = true;
    });
    yield* delivered(tree);
    if (isOut) return yield* tree.removeNode(node);
    yield* stop(tree, node, { ...options, wait: true });
    yield* forget(tree, node, parent, options);
  });

/** The outcome of scaling, and the number of instances afterwards; null if none was added or removed. */
interface Scaled {
  readonly outcome: Outcome;
  readonly now: number | null;
}

/**
 * Set the number of a replicated child's instances: new ones get the lowest free numbers, the highest are removed
 * first. An instance that can't be started is removed again, and the others stay. Instances can also be added to a
 * group that is down or started by hand.
 */
export const scale = (
  tree: Tree,
  node: TreeNode,
  replicas: number,
  options: CommandOptions,
): Effect.Effect<Scaled, NotPossible> =>
  Effect.gen(function* () {
    if (!hasChildren(node) || node.spec.template === null) {
      const asked = { replicas, others: scalable(tree) };
      return yield* refusalOf(node, notReplicated(commanded(node), surroundingsOf(tree.phase, node), asked));
    }
    const refusal = whyNotScaled(commanded(node), surroundingsOf(tree.phase, node));
    if (refusal) return yield* refusalOf(node, refusal);
    const ids = node.children.map(({ spec }) => spec.id);
    const { template } = node.spec;
    const { added, removed } = scaleInstances(ids, replicas);
    const denied = whyNotGranted(node, added.length - removed.length);
    if (denied !== null)
      return yield* refuse(node, "invalid_spec", `${node.path} can't be scaled to ${replicas}: ${denied}`);
    for (const id of added) {
      const clash = portClash(tree.root, join(node.path, id), template);
      if (clash !== null)
        return yield* refuse(node, "invalid_spec", `${clash}; give one of the two another port in the file`);
    }
    for (const id of removed) {
      const extra = childOf(node, id);
      if (extra) yield* remove(tree, extra, options);
    }
    const isStarted = isUp(node) && template.autostart;
    const [refused, grown] = yield* Effect.partition(
      added.map((id) => ({ ...template, id })),
      (spec) => (isStarted ? add(tree, node, spec, options) : register(tree, node, spec, options)),
      { concurrency: "unbounded" },
    );
    const now = node.children.length;
    const count = `${now} instance${now === 1 ? "" : "s"}`;
    const later = isUp(node) || now === 0 ? "" : `, which start${now === 1 ? "s" : ""} with ${node.path}`;
    const reason = [...refused.map(({ message }) => message), `${count}${later}`].join("; ");
    const outcome = { path: node.path, state: node.state, reached: refused.length === 0, reason };
    return { outcome, now: removed.length + grown.length > 0 ? now : null };
  });

/** The paths of all replicated children. */
const scalable = (tree: Tree): ReadonlyArray<ChildPath> =>
  withDescendants(tree.root).flatMap((node) => (commanded(node).holds === "replicas" ? [node.path] : []));
