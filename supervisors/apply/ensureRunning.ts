import { Effect } from "effect";
import { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { displayName } from "../../src/policy/allowed.ts";
import * as commands from "../commands/commands.ts";
import { isUp, reasonOf, type SupervisorNode, type TreeNode, wantedOf } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { waitsForHold } from "../node/startHeld.ts";
import { hasProcess } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refuse } from "../tree/refusal.ts";
import { nodeAt, type Tree } from "../tree/tree.ts";
import { rootCause } from "../view/gaveUpOn.ts";
import { mustComeUp, optionsFor, type Work } from "./work.ts";

/** Start a child; if its supervisor is down because something failed, start that supervisor instead. */
export const ensureRunning = (
  work: Work,
  path: ChildPath,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const { tree } = work;
    const node = nodeAt(tree, path);
    if (!node) return;
    const { parent } = node;
    if (parent && isHeldDown(parent)) return yield* leaveDown(work, node);
    const begin =
      parent && !isUp(parent)
        ? startFromAbove(tree, node, parent, options)
        : commands.start(tree, node, options);
    yield* mustComeUp(work, path) ? begin : Effect.option(begin);
    yield* checkUp(work, path);
  });

const startFromAbove = (tree: Tree, node: TreeNode, parent: SupervisorNode, options: CommandOptions) =>
  Effect.suspend(() => {
    const { by, because = "started by hand" } = options;
    const child = node.spec.id;
    tree.wiring.mailbox.send(() => parent.actor.send({ type: "START_CHILD", child, reason: because, by }));
    return commands.restart(tree, outermostDown(parent), options);
  });

/**
 * Whether a user has stopped a supervisor or one above it, possibly the whole tree: then only a user starts it again.
 */
export const isHeldDown = (node: SupervisorNode): boolean =>
  node.parent ? wantedOf(node) === "down" || isHeldDown(node.parent) : isStoppedByHand(node);

const isStoppedByHand = ({ state, actor }: SupervisorNode): boolean =>
  state === "stopped" || (state === "stopping" && actor.getSnapshot().context.stop.purpose === "request");

/** In a rollback this is not a failure: a child that should be up starts with its supervisor. */
const leaveDown = ({ before }: Work, { path }: TreeNode): Effect.Effect<void, NotPossible> =>
  before === null
    ? new NotPossible({
        path,
        reason: "supervisor_down",
        message: `${path} can't be started: its supervisor was stopped meanwhile`,
      })
    : Effect.void;

const outermostDown = (node: SupervisorNode): SupervisorNode =>
  node.parent && !isUp(node.parent) ? outermostDown(node.parent) : node;

/** Fails with the first child at or under a path that should be up and has failed, or was stopped meanwhile. */
export const checkUp = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  const down =
    node &&
    withDescendants(node).find(
      (one) =>
        mustComeUp(work, one.path) &&
        (one.state === "failed" ||
          one.state === "backoff" ||
          (one === node && one.state === "stopped" && !waitsForHold(one))),
    );
  return down ? didNotComeUp(down) : Effect.void;
};

export const didNotComeUp = (node: TreeNode): NotPossible =>
  refuse(node, "start_failed", `${displayName(node)} did not come up: ${node.state} (${reasonOf(node)})`);

/** Start a failed supervisor. Fails with the child that it gave up on, or with a changed child that is not up. */
export const startFailed = (
  work: Work,
  path: ChildPath,
  options: CommandOptions,
  changed: ReadonlySet<ChildPath>,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const node = nodeAt(work.tree, path);
    // It may have been retried or stopped since the plan was made.
    if (node?.state !== "failed") return;
    yield* commands.start(work.tree, node, options);
    const isDown = (one: TreeNode): boolean => one.state === "failed" || one.state === "backoff";
    const cause = isUp(node)
      ? withDescendants(node).find((one) => isDown(one) && changed.has(one.path))
      : rootCause(node);
    if (cause) return yield* didNotComeUp(cause);
  });

/** Start a changed service that has failed under a running supervisor. */
export const startIfFailed = (
  work: Work,
  path: ChildPath,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.suspend(() => {
    const node = nodeAt(work.tree, path);
    const isMeant = node && hasProcess(node) && node.state === "failed" && isUp(node.parent);
    return isMeant && work.before === null ? ensureRunning(work, path, options) : Effect.void;
  });

/** In a rollback, whether a child was down before the apply. */
export const wasDown = ({ before }: Work, path: ChildPath): boolean => {
  const was = before?.get(path);
  return was?.wanted === "down" || was?.state === "stopped" || was?.state === "stopping";
};

/** In a rollback, start a child that was up before; not if it had failed, or if a user has stopped it meanwhile. */
export const restoreRunning = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  const hadFailed = work.before?.get(path)?.state === "failed";
  if (!node || hadFailed || wasDown(work, path) || wantedOf(node) === "down") return Effect.void;
  return node.state === "stopped" || node.state === "stopping"
    ? ensureRunning(work, path, optionsFor(work, "brought back"))
    : Effect.void;
};
