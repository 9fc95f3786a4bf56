import { Effect } from "effect";
import type { Principal } from "../src/domain/Event.ts";
import { childStates } from "../src/domain/State.ts";
import { withDescendants } from "./node.ts";
import { delivered, until } from "./saying.ts";
import type { Tree } from "./tree.ts";

/**
 * Succeeds when the first start of the tree is over: all is up, or it has failed. Of a tree that was taken up, when
 * the starts that were under way are.
 */
export const settled = (tree: Tree): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* delivered(tree);
    yield* until(tree.root, ["running", "stopped", "failed", "finished"]);
    const underWay = withDescendants(tree.root).filter(({ state }) => state === "starting");
    yield* Effect.forEach(underWay, (node) => until(node, begunStates), { discard: true });
  });

const begunStates = childStates.filter((state) => state !== "starting");

/** Stop the whole tree for good; succeeds when nothing of it is active. */
export const stopTree = (tree: Tree, how: "in_order" | "at_once", by: Principal): Effect.Effect<void> =>
  Effect.gen(function* () {
    const mode = how === "at_once" ? "brutal" : "ordered";
    tree.course = "ending";
    const say = (): void => tree.root.actor.send({ type: "STOP", mode, reason: "the tree is stopped", by });
    tree.wiring.post.letter(say);
    yield* delivered(tree);
    yield* until(tree.root, ["stopped"]);
  });
