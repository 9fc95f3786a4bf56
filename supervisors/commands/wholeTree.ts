import { Effect } from "effect";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { delivered, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";

/**
 * Succeeds once the first start of the tree is over: everything is up, or it has failed. For an adopted tree, once the
 * starts in progress are over.
 */
export const settled = (tree: Tree): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* delivered(tree);
    yield* until(tree.root, ["running", "stopped", "failed", "finished"]);
    // Services that ended meanwhile are started again during the wait; but one that never stays up must not prolong it.
    for (let round = 0; round < rounds; round += 1) {
      const underWay = withDescendants(tree.root).filter(({ state }) => state === "starting");
      if (underWay.length === 0) return;
      yield* Effect.forEach(underWay, (node) => until(node, begunStates), { discard: true });
      yield* delivered(tree);
    }
  });

/** How many times starts that began during the wait are waited for as well. */
const rounds = 3;

const begunStates = childStates.filter((state) => state !== "starting");

/** Stop the whole tree for good; succeeds once nothing of it is active. */
export const stopTree = (tree: Tree, how: "in_order" | "at_once", by: PrincipalText): Effect.Effect<void> =>
  Effect.gen(function* () {
    const mode = how === "at_once" ? "brutal" : "ordered";
    tree.beginShutdown();
    const send = (): void => tree.root.actor.send({ type: "STOP", mode, reason: "the tree is stopped", by });
    tree.wiring.mailbox.send(send);
    yield* delivered(tree);
    yield* until(tree.root, ["stopped"]);
  });
