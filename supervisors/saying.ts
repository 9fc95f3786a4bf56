import { Effect } from "effect";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import { NotPossible } from "../src/domain/Errors.ts";
import type { ChildState } from "../src/domain/State.ts";
import type { TreeNode } from "./node.ts";
import type { CommandOptions, Outcome } from "./Supervision.ts";
import type { Tree } from "./tree.ts";

/** How a node is called in messages. */
export const name = (node: TreeNode): string => node.path || "the tree";

export const refuse = (node: { readonly path: ChildPath }, reason: NotPossible["reason"], message: string) =>
  new NotPossible({ path: node.path, reason, message });

/** Succeeds once everything said so far, and what came of it, is delivered. */
export const delivered = ({ wiring }: Tree): Effect.Effect<void> =>
  Effect.async((resume) => wiring.post.afterwards(() => resume(Effect.void)));

/** Succeeds once the node is in one of these states. */
export const until = (node: TreeNode, states: ReadonlyArray<ChildState>): Effect.Effect<void> =>
  Effect.async((resume) => {
    const look = (): void => {
      if (states.includes(node.state)) resume(Effect.void);
    };
    const { unsubscribe } = node.kind === "service" ? node.actor.subscribe(look) : node.actor.subscribe(look);
    look();
    return Effect.sync(unsubscribe);
  });

export const reasonOf = (node: TreeNode): string => node.actor.getSnapshot().context.reason;

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
    tree.wiring.post.letter(say);
    yield* delivered(tree);
    if (wait) yield* until(node, [...wanted, ...final]);
    const { path, state } = node;
    return { path, state, reached: wanted.includes(state), reason: reasonOf(node) };
  });

/** What a start, and what a stop, is to come to. */
export const upStates: ReadonlyArray<ChildState> = ["running", "finished"];
export const downStates: ReadonlyArray<ChildState> = ["stopped"];
