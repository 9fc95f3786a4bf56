import { Effect, type Scope } from "effect";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { reasonOf, type TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { isStartHeld } from "../node/startHeld.ts";
import type { CommandOptions } from "../Supervision.ts";
import type { Tree } from "./tree.ts";

/** Succeeds once all messages sent so far, and those that they cause, are delivered. */
export const delivered = ({ wiring }: Tree): Effect.Effect<void> =>
  Effect.async((resume) => wiring.mailbox.afterDelivery(() => resume(Effect.void)));

/** The actor of a node of any kind. */
interface Observable {
  readonly subscribe: (onStep: () => void) => { readonly unsubscribe: () => void };
}

/** Observe each step of a node's chart; returns the function that ends this. */
const observe = ({ actor }: { readonly actor: Observable }, onStep: () => void): (() => void) =>
  actor.subscribe(onStep).unsubscribe;

/** Succeeds once this is so of a node; it is looked at after each step of its chart. */
export const untilSo = (node: TreeNode, isSo: () => boolean): Effect.Effect<void> =>
  Effect.async((resume) => {
    const look = (): void => {
      if (isSo()) resume(Effect.void);
    };
    const stop = observe(node, look);
    look();
    return Effect.sync(stop);
  });

/** Succeeds once the node is in one of these states, or, with `unless held`, once its start is held. */
export const until = (
  node: TreeNode,
  states: ReadonlyArray<ChildState>,
  wait: CommandOptions["wait"] = true,
): Effect.Effect<void> =>
  Effect.async((resume) => {
    const endsHeld = wait === "unless held";
    const look = (): void => {
      if (states.includes(node.state) || (endsHeld && isStartHeld(node))) resume(Effect.void);
    };
    // A supervisor gets no message when a start below it is held.
    const stops = (endsHeld ? withDescendants(node) : [node]).map((one) => observe(one, look));
    look();
    return Effect.sync(() => {
      for (const stop of stops) stop();
    });
  });

/** The states that a node enters from now on; it may leave one before it is checked. */
const statesOf = (node: TreeNode): Effect.Effect<ReadonlySet<ChildState>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const seen = new Set<ChildState>();
    const stop = observe(node, () => seen.add(node.state));
    yield* Effect.addFinalizer(() => Effect.sync(stop));
    return seen;
  });

/** Send a message, wait for a state unless the command does not wait, and return the outcome. */
export const sendAndAwait = (
  tree: Tree,
  node: TreeNode,
  send: () => void,
  wanted: ReadonlyArray<ChildState>,
  final: ReadonlyArray<ChildState>,
  { wait }: CommandOptions,
): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const seen = yield* statesOf(node);
    tree.wiring.mailbox.send(send);
    yield* delivered(tree);
    if (wait && !wanted.some((state) => seen.has(state))) yield* until(node, [...wanted, ...final], wait);
    const { path, state } = node;
    return { path, state, reached: wanted.includes(state), reason: reasonOf(node) };
  }).pipe(Effect.scoped);
