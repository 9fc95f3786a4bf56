import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { PlanStep } from "../../src/domain/Plan.ts";
import * as commands from "../commands.ts";
import { withDescendants } from "../node.ts";
import { nodeAt } from "../tree.ts";
import { bringUp } from "./bringUp.ts";
import { plant } from "./plant.ts";
import { proved } from "./proof.ts";
import { how, isWantedUp, redeclareAt, type Work } from "./work.ts";

/** Stop a child and change what is declared of it; whether it is to be started again. */
const takeDown = (work: Work, { action, path, reason }: PlanStep): Effect.Effect<boolean, NotPossible> =>
  Effect.gen(function* () {
    const { tree, stopped } = work;
    const node = nodeAt(tree, path);
    if (!node) return false;
    const isUpAgain = isWantedUp(work, node);
    if (action === "replace") yield* commands.remove(tree, node, how(work, reason));
    else if (isUpAgain) {
      stopped.add(path);
      yield* commands.stop(tree, node, how(work, reason));
    }
    for (const below of withDescendants(node)) redeclareAt(work, below.path);
    return isUpAgain || action === "replace";
  });

const startAgain = (work: Work, { action, path, reason }: PlanStep): Effect.Effect<void, NotPossible> =>
  action === "replace" ? plant(work, path, how(work, reason)) : bringUp(work, path, how(work, reason));

/** Stop in reverse order, change what is declared, start in order; each waits for the one before it to be ready. */
export const restartTogether = (
  work: Work,
  batch: ReadonlyArray<PlanStep>,
): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    const down = new Set<PlanStep>();
    for (const step of [...batch].reverse()) if (yield* takeDown(work, step)) down.add(step);
    for (const step of batch) if (down.has(step)) yield* startAgain(work, step);
  });

/** Restart instances side by side; over once each has proved itself. */
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
