import { Duration, Effect } from "effect";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import { childStates } from "../../src/domain/tree/State.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { delivered, until } from "../tree/sendAndAwait.ts";
import type { Tree } from "../tree/tree.ts";

/** Start the root; its children follow. */
export const start = ({ root, wiring: { mailbox, now } }: Tree): void =>
  mailbox.send(() =>
    root.actor.send({ type: "START", at: now.monotonic(), reason: "the tree is started", by: "system" }),
  );

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

/** How long an immediate stop waits for processes that survive SIGKILL. */
const killPatience = Duration.seconds(8);

/** Stop the root and wait; an immediate stop does not wait for ever for processes that survive SIGKILL. */
export const shutDown = (tree: Tree, how: "in_order" | "at_once", by: string): Effect.Effect<void> => {
  const stopped = stopTree(tree, how, by);
  const patient = how === "at_once" ? Effect.timeoutOption(stopped, killPatience) : stopped;
  return patient.pipe(Effect.andThen(tree.wiring.log.flush));
};

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
