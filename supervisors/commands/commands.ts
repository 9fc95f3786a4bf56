import { Effect } from "effect";
import type { StopPurpose } from "../../machines/supervisor/events.ts";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildState, Wanted } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { whyNotStartable, whyRestartPending } from "../../src/policy/allowed.ts";
import { commanded, surroundingsOf } from "../node/commanded.ts";
import { withDescendants } from "../node/descendants.ts";
import { downStates, memberOf, reasonOf, type TreeNode, upStates, wantedOf } from "../node/node.ts";
import type { Ticket } from "../node/restarting.ts";
import { hasProcess } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { refusalOf } from "../tree/refusal.ts";
import { sendAndAwait, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";
import { answerOf } from "../view/groupState.ts";

/**
 * Fails where something below a supervisor is refused; a command that waits is refused only if it still is after the
 * restart of that supervisor, or of one above it, that is under way.
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

/** Fails where nothing can start a child by hand now. */
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
 * How a start is answered: by what is up. A later restart that has overtaken it is waited for first, and the starts
 * that are under way below a supervisor.
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

/** Succeeds when what is being started under a supervisor has started or has not. */
const startsBelow = (node: TreeNode, { wait }: CommandOptions): Effect.Effect<void> =>
  Effect.forEach(
    withDescendants(node).filter(({ state }) => state === "starting"),
    (one) => until(one, settledStates, wait),
    { discard: true },
  );

/** What was to come up is down, because a person wants it so. */
const stoppedMeanwhile = (node: TreeNode, outcome: Outcome): Outcome => {
  if (wantedOf(node) === "up") return outcome;
  const { reason, by } = node.actor.getSnapshot().context;
  return { ...outcome, reached: false, reason: `it was stopped meanwhile: ${reason} (by ${by})` };
};

/** Start a child by hand, or the whole tree for the root. What a person stopped becomes wanted again. */
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

/** What somebody stops a child for, and what is wanted of it meanwhile. */
interface Stop {
  readonly purpose: StopPurpose;
  readonly wanted: Wanted;
}

/**
 * Stop a child by hand. It stays stopped, through group restarts too, until a person starts it; but one that is
 * wanted `up` still is stopped to be started again, by the next daemon if need be.
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

/** Stop, then start, unless somebody has stopped it meanwhile; not counted as a restart. */
export const restart = (
  tree: Tree,
  node: TreeNode,
  options: CommandOptions,
): Effect.Effect<Outcome, NotPossible> =>
  Effect.gen(function* () {
    // Before anything is stopped, or wanted otherwise than it was.
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
    // Of the root nobody remembers what is wanted: what was said to it last counts.
    const isStopped = node.parent
      ? memberOf(node)?.wanted === "down"
      : tree.phase === "running" &&
        tree.restarts.later(node, ticket) === null &&
        reasonOf(node) !== said.because;
    return isStopped ? stoppedMeanwhile(node, stopped) : yield* start(tree, node, said, ticket);
  });

/** Signal the process groups of the live runs at or under a node; the pids that it went to. */
export const signal = (node: TreeNode, signalName: string): Effect.Effect<ReadonlyArray<number>> => {
  const live = withDescendants(node).flatMap((one) => (hasProcess(one) && one.process ? [one.process] : []));
  return Effect.forEach(live, (process) => Effect.as(process.signal(signalName), process.pid));
};
