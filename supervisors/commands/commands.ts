import { Effect } from "effect";
import type { StopPurpose } from "../../machines/supervisor/events.ts";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildState, Wanted } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { whyNotStartable, whyRestartPending } from "../../src/policy/allowed.ts";
import { downStates, memberOf, reasonOf, type TreeNode, upStates, wantedOf } from "../node/node.ts";
import { commanded, surroundingsOf } from "../node/service/commanded.ts";
import { withDescendants } from "../node/service/descendants.ts";
import type { Ticket } from "../node/service/restarting.ts";
import { hasProcess } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refusalOf } from "../tree/refusal.ts";
import { sendAndAwait, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";
import { answerOf } from "../view/groupState.ts";

/**
 * Fails if a command to something below a supervisor is refused. A command with `wait` is checked again after a restart
 * in progress of that supervisor or of one above it.
 */
export const unlessRefused = (
  tree: Tree,
  below: Pick<TreeNode, "parent">,
  refused: () => NotPossible | null,
  { wait }: CommandOptions,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const restart = refused() && wait ? tree.restarts.above(below) : null;
    if (restart) yield* restart;
    const refusal = refused();
    if (refusal) return yield* refusal;
  });

/** Fails if the child can't be started by hand now. */
const unlessNotUp = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<void, NotPossible> => {
  const refused = (): NotPossible | null => {
    const refusal = whyNotStartable(commanded(node), surroundingsOf(tree.phase, node));
    return refusal && refusalOf(node, refusal);
  };
  return unlessRefused(tree, node, refused, options);
};

const settledStates: ReadonlyArray<ChildState> = ["running", "finished", "failed", "stopped", "backoff"];

/**
 * The outcome of a start: what is up. Waits for a later restart that has overtaken it, and for the starts in progress
 * below a supervisor.
 */
export const conclude = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  ticket: Ticket,
): Effect.Effect<Outcome> =>
  Effect.suspend(() => {
    if (!options.wait) return Effect.succeed(answerOf(node));
    const later = upStates.includes(node.state) ? null : tree.restarts.later(node, ticket);
    if (later) {
      const isOver = Effect.suspend(() => until(node, settledStates, options.wait));
      return later.pipe(Effect.andThen(isOver), Effect.andThen(conclude(tree, node, options, ticket)));
    }
    return Effect.map(startsBelow(node, options), () => {
      const answer = answerOf(node);
      return node.state === "stopped" || node.state === "stopping" ? stoppedMeanwhile(node, answer) : answer;
    });
  });

/** Succeeds once every start in progress at or under a node has succeeded or failed. */
const startsBelow = (node: TreeNode, { wait }: CommandOptions): Effect.Effect<void> =>
  Effect.forEach(
    withDescendants(node).filter(({ state }) => state === "starting"),
    (one) => until(one, settledStates, wait),
    { discard: true },
  );

/** The outcome of a start whose child is down because a user stopped it meanwhile. */
const stoppedMeanwhile = (node: TreeNode, outcome: Outcome): Outcome => {
  if (wantedOf(node) === "up") return outcome;
  const { reason, by } = node.actor.getSnapshot().context;
  return { ...outcome, reached: false, reason: `it was stopped meanwhile: ${reason} (by ${by})` };
};

/** Start a child by hand, or the whole tree for the root. A child that a user had stopped is wanted up again. */
export const start = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  ticket: Ticket = tree.restarts.ticket(),
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const restarting = whyRestartPending(commanded(node));
    if (restarting) return yield* refusalOf(node, restarting);
    if (node.state === "running" || node.state === "starting") {
      if (options.wait) yield* until(node, settledStates, options.wait);
      return yield* conclude(tree, node, options, ticket);
    }
    if (node.state === "stopping") yield* until(node, ["stopped", "failed", "finished", "backoff"]);
    yield* unlessNotUp(tree, node, options);
    const because = { reason: options.because ?? "started by hand", by: options.by };
    const { parent } = node;
    const send = (): void =>
      parent
        ? parent.actor.send({ type: "START_CHILD", child: node.spec.id, ...because })
        : tree.root.actor.send({ type: "START", at: tree.wiring.now.monotonic(), ...because });
    yield* sendAndAwait(tree, node, send, upStates, ["failed", "stopped", "backoff"], options);
    return yield* conclude(tree, node, options, ticket);
  });

/** Why a child is stopped, and its desired state meanwhile. */
interface Stop {
  readonly purpose: StopPurpose;
  readonly wanted: Wanted;
}

/**
 * Stop a child by hand. It stays stopped, even if its group restarts, until a user starts it. A child that is still
 * wanted `up` is stopped only to be started again, if necessary by the next daemon.
 */
export const stop = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  { purpose, wanted }: Stop = { purpose: "stop", wanted: "down" },
): Effect.Effect<Outcome> => {
  const because = { reason: options.because ?? "stopped by hand", by: options.by };
  const { parent } = node;
  const send = (): void =>
    parent
      ? parent.actor.send({ type: "STOP_CHILD", child: node.spec.id, purpose, wanted, ...because })
      : tree.root.actor.send({ type: "STOP", mode: "ordered", ...because });
  return sendAndAwait(tree, node, send, downStates, [], options);
};

/** Stop, then start, unless a user has stopped it meanwhile; not counted as a restart. */
export const restart = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    // Checked first, before anything is stopped or a desired state changes.
    yield* unlessNotUp(tree, node, options);
    const ticket = tree.restarts.ticket();
    return yield* tree.restarts.during(node, ticket, stopAndStart(tree, node, options, ticket));
  });

const stopAndStart = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
  ticket: Ticket,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    const said = { ...options, because: options.because ?? "restarted by hand" };
    const stopped = yield* stop(tree, node, { ...said, wait: true }, { purpose: "restart", wanted: "up" });
    // The root has no stored desired state, so the last command to it decides.
    const isStopped = node.parent
      ? memberOf(node)?.wanted === "down"
      : tree.phase === "running" &&
        tree.restarts.later(node, ticket) === null &&
        reasonOf(node) !== said.because;
    return isStopped ? stoppedMeanwhile(node, stopped) : yield* start(tree, node, said, ticket);
  });

/** Signal the process groups of the live runs at or under a node; returns the pids. */
export const signal = (node: TreeNode, signalName: string): Effect.Effect<ReadonlyArray<number>> => {
  const live = withDescendants(node).flatMap((one) => (hasProcess(one) && one.process ? [one.process] : []));
  return Effect.forEach(live, (process) => Effect.as(process.signal(signalName), process.pid));
};
