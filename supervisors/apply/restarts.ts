import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { PlanStep } from "../../src/domain/view/Plan.ts";
import * as children from "../commands/children.ts";
import * as commands from "../commands/commands.ts";
import { wantedOf } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { nodeAt } from "../tree/tree.ts";
import { addChild } from "./addAndRemove.ts";
import { ensureRunning } from "./ensureRunning.ts";
import { proved } from "./proof.ts";
import { optionsFor, redeclareAt, type Work } from "./work.ts";

/**
 * Change a child's declaration, then stop it; returns whether it has to be started again. The declaration is changed
 * first, because its supervisor may start it as soon as it has stopped, for example together with its siblings.
 */
const takeDown = (work: Work, { action, path, reason }: PlanStep): Effect.Effect<boolean, NotPossible> =>
  Effect.gen(function* () {
    const { tree } = work;
    const node = nodeAt(tree, path);
    if (!node) return false;
    if (action === "replace") {
      yield* children.remove(tree, node, optionsFor(work, reason), wantedOf(node));
      return true;
    }
    const isUpAgain = wantedOf(node) === "up";
    for (const below of withDescendants(node)) redeclareAt(work, below.path, isUpAgain ? "next run" : "now");
    if (!isUpAgain) return false;
    yield* commands.stop(tree, node, optionsFor(work, reason), { purpose: "restart", wanted: "up" });
    return true;
  });

const startAgain = (work: Work, { action, path, reason }: PlanStep): Effect.Effect<void, NotPossible> =>
  Effect.suspend(() => {
    if (action === "replace") return addChild(work, path, optionsFor(work, reason));
    const node = nodeAt(work.tree, path);
    // A user may have stopped it in the meantime.
    return node && wantedOf(node) === "up"
      ? ensureRunning(work, path, optionsFor(work, reason))
      : Effect.void;
  });

/** Stop in reverse order, change the declarations, start in order; each waits until the previous one is ready. */
export const restartTogether = (
  work: Work,
  batch: ReadonlyArray<PlanStep>,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const down = new Set<PlanStep>();
    for (const step of [...batch].reverse()) if (yield* takeDown(work, step)) down.add(step);
    for (const step of batch) if (down.has(step)) yield* startAgain(work, step);
  });

/** Restart instances concurrently; succeeds once each is healthy. */
export const renewInstances = (
  work: Work,
  batch: ReadonlyArray<PlanStep>,
): Effect.Effect<void, NotPossible> =>
  Effect.forEach(
    batch,
    (step) =>
      Effect.if(takeDown(work, step), {
        onTrue: () => proved(work, step.path, startAgain(work, step)),
        onFalse: () => Effect.void,
      }),
    { concurrency: "unbounded", discard: true },
  );
