import { Effect } from "effect";
import type { ChildPath } from "../../src/domain/ChildPath.ts";
import { NotPossible } from "../../src/domain/Errors.ts";
import * as commands from "../commands.ts";
import { isUp, type SupervisorNode, type TreeNode, wantedOf, withDescendants } from "../node.ts";
import type { CommandOptions } from "../Supervision.ts";
import { nodeAt, type Tree } from "../tree.ts";
import { how, matters, type Work } from "./work.ts";

/** Start a child; under a supervisor that is down because something failed, that is started instead. */
export const bringUp = (
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
      parent && !isUp(parent) ? revive(tree, node, parent, options) : commands.start(tree, node, options);
    yield* matters(work, path) ? begin : Effect.option(begin);
    yield* checkUp(work, path);
  });

const revive = (tree: Tree, node: TreeNode, parent: SupervisorNode, options: CommandOptions) =>
  Effect.suspend(() => {
    const { by, because = "started by hand" } = options;
    const child = node.spec.id;
    tree.wiring.post.letter(() => parent.actor.send({ type: "START_CHILD", child, reason: because, by }));
    return commands.restart(tree, topmostDown(parent), options);
  });

/** Whether a person has stopped a supervisor or one above it, the whole tree perhaps: nobody else starts it again. */
export const isHeldDown = (node: SupervisorNode): boolean =>
  node.parent ? wantedOf(node) === "down" || isHeldDown(node.parent) : isStoppedByHand(node);

const isStoppedByHand = ({ state, actor }: SupervisorNode): boolean =>
  state === "stopped" || (state === "stopping" && actor.getSnapshot().context.stop.purpose === "request");

/** Nothing to fail for on the way back: a child that is wanted up starts with its supervisor again. */
const leaveDown = ({ before }: Work, { path }: TreeNode): Effect.Effect<void, NotPossible> =>
  before === null
    ? new NotPossible({
        path,
        reason: "supervisor_down",
        message: `${path} can't be started: its supervisor was stopped meanwhile`,
      })
    : Effect.void;

const topmostDown = (node: SupervisorNode): SupervisorNode =>
  node.parent && !isUp(node.parent) ? topmostDown(node.parent) : node;

/** Fails with the first child at or under a path that should be up and has failed, or was stopped meanwhile. */
export const checkUp = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  const down =
    node &&
    withDescendants(node).find(
      (one) =>
        matters(work, one.path) &&
        (one.state === "failed" || one.state === "backoff" || (one === node && one.state === "stopped")),
    );
  return down ? didNotComeUp(down) : Effect.void;
};

export const didNotComeUp = ({ path, state, actor }: TreeNode): NotPossible => {
  const message = `${path} did not come up: ${state} (${actor.getSnapshot().context.reason})`;
  return new NotPossible({ path, reason: "start_failed", message });
};

/** Whether a child was down, on the way back, before all this. */
export const wasDown = ({ before }: Work, path: ChildPath): boolean => {
  const was = before?.get(path);
  return was?.wanted === "down" || was?.state === "stopped" || was?.state === "stopping";
};

/** Start again, on the way back, what was up before; but not what a person has stopped meanwhile. */
export const liftUp = (work: Work, path: ChildPath): Effect.Effect<void, NotPossible> => {
  const node = nodeAt(work.tree, path);
  if (!node || wasDown(work, path) || wantedOf(node) === "down") return Effect.void;
  return node.state === "stopped" || node.state === "stopping"
    ? bringUp(work, path, how(work, "brought back"))
    : Effect.void;
};
