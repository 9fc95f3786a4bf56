import { Effect } from "effect";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import { withDescendants } from "../node/descendants.ts";
import { delivered, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * Succeeds when the first start of the tree is over: all is up, or it has failed. Of a tree that was taken up, when
 * the starts that were under way are.
 */
export const settled = (tree: Tree): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* delivered(tree);
    yield* until(tree.root, ["running", "stopped", "failed", "finished"]);
    // What had ended meanwhile is started again while the others are waited for; but what never stays up is not.
    for (let round = 0; round < rounds; round += 1) {
      const underWay = withDescendants(tree.root).filter(({ state }) => state === "starting");
      if (underWay.length === 0) return;
      yield* Effect.forEach(underWay, (node) => until(node, begunStates), { discard: true });
      yield* delivered(tree);
    }
  });

/** So often starts are waited for that have begun while others were. */
const rounds = 3;

const begunStates = childStates.filter((state) => state !== "starting");

/** Stop the whole tree for good; succeeds when nothing of it is active. */
export const stopTree = (tree: Tree, how: "in_order" | "at_once", by: PrincipalText): Effect.Effect<void> =>
  Effect.gen(function* () {
    const mode = how === "at_once" ? "brutal" : "ordered";
    tree.beginShutdown();
    const send = (): void => tree.root.actor.send({ type: "STOP", mode, reason: "the tree is stopped", by });
    tree.wiring.mailbox.send(send);
    yield* delivered(tree);
    yield* until(tree.root, ["stopped"]);
  });
