import { Effect, type Scope } from "effect";
import { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { displayName, type Refusal } from "../../src/policy/allowed.ts";
import { withDescendants } from "../node/descendants.ts";
import { reasonOf, type TreeNode } from "../node/node.ts";
import { isStartHeld } from "../node/startHeld.ts";
import type { CommandOptions } from "../Supervision.ts";
import type { Tree } from "./tree.ts";

/** How a node is called in messages. */
export const name = (node: TreeNode): string => displayName(node);

export const refuse = ({ path, state }: TreeNode, reason: NotPossible["reason"], message: string) =>
  new NotPossible({ path, state, reason, message });

/** The answer to a command that is refused. */
export const refusalOf = (node: TreeNode, { reason, message }: Refusal) => refuse(node, reason, message);

/** Succeeds once everything said so far, and what came of it, is delivered. */
export const delivered = ({ wiring }: Tree): Effect.Effect<void> =>
  Effect.async((resume) => wiring.mailbox.afterDelivery(() => resume(Effect.void)));

/** What there is to notice about a chart, whatever its kind. */
interface Chart {
  readonly subscribe: (notice: () => void) => { readonly unsubscribe: () => void };
}

/** Have each step of a node's chart noticed; returns how to stop that. */
const observe = ({ actor }: { readonly actor: Chart }, notice: () => void): (() => void) =>
  actor.subscribe(notice).unsubscribe;

/** Succeeds once the node is in one of these states; with `unless held`, or once its start is held. */
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
    // A supervisor does not notice that a start below it is held.
    const stops = (endsHeld ? withDescendants(node) : [node]).map((one) => observe(one, look));
    look();
    return Effect.sync(() => {
      for (const stop of stops) stop();
    });
  });

/** The states that a node is in from now on; it may leave one before anybody has looked. */
const statesOf = (node: TreeNode): Effect.Effect<ReadonlySet<ChildState>, never, Scope.Scope> =>
  Effect.gen(function* () {
    const seen = new Set<ChildState>();
    const stop = observe(node, () => seen.add(node.state));
    yield* Effect.addFinalizer(() => Effect.sync(stop));
    return seen;
  });

/** Say something to the tree, then wait for a state if that is wanted, and tell what came about. */
export const tell = (
  tree: Tree,
  node: TreeNode,
  say: () => void,
  wanted: ReadonlyArray<ChildState>,
  final: ReadonlyArray<ChildState>,
  { wait }: CommandOptions,
): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const seen = yield* statesOf(node);
    tree.wiring.mailbox.send(say);
    yield* delivered(tree);
    if (wait && !wanted.some((state) => seen.has(state))) yield* until(node, [...wanted, ...final], wait);
    const { path, state } = node;
    return { path, state, reached: wanted.includes(state), reason: reasonOf(node) };
  }).pipe(Effect.scoped);
