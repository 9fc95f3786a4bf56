import { Effect } from "effect";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { reasonOf, type TreeNode } from "../node/node.ts";
import { type Slot, slotOfJob } from "../node/traits.ts";
import type { CommandOptions } from "../Supervision.ts";
import { delivered, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";
import { stop } from "./commands.ts";

/** Stop a child by hand, as `stop` does; of a slot, the run in it: its job goes on. */
export const stopByHand = (tree: Tree, node: TreeNode, options: CommandOptions): Effect.Effect<Outcome> => {
  const slot = slotOfJob(node);
  return slot ? stopRunIn(tree, slot, options) : stop(tree, node, options);
};

const restStates: ReadonlyArray<ChildState> = ["stopped", "finished", "failed", "backoff"];

/** Stop the run in a slot, or give up the next attempt of the last one: no attempt follows one that was stopped by hand. */
const stopRunIn = (tree: Tree, { node, job }: Slot, { wait }: CommandOptions): Effect.Effect<Outcome> =>
  Effect.gen(function* () {
    const run = tree.jobs.runIn(node, job);
    if (run !== undefined) yield* tree.jobs.request({ type: "abort", job: job.path, run });
    yield* delivered(tree);
    if (wait) yield* until(node, restStates);
    const { path, state } = node;
    const reason = run === undefined ? "nothing ran in it" : reasonOf(node);
    return { path, state, reached: restStates.includes(state), reason };
  });
