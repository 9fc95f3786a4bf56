import { Effect } from "effect";
import type { NotPossible } from "../../src/domain/Errors.ts";
import type { Update } from "../../src/domain/tree/ChildSpec.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import { staysUp } from "../apply/proof.ts";
import type { TreeNode } from "../node/node.ts";

/** The outcome of a command to a node as it is now. */
export const outcomeOf = ({ path, state }: TreeNode, reached: boolean, reason: string): Outcome => ({
  ...{ path, state, reached, reason },
});

/**
 * The outcome of work on one instance, such as its restart, which has to stay up afterwards as the `update` of its group
 * requires. A refusal, and an instance that is not healthy in time, are outcomes as well.
 */
export const provenInstance = (
  instance: TreeNode,
  { minHealthyTimeMs, healthyDeadlineMs }: Update,
  work: Effect.Effect<Outcome, NotPossible>,
): Effect.Effect<Outcome> => {
  const proven = Effect.gen(function* () {
    const done = yield* work;
    if (done.reached && minHealthyTimeMs > 0) yield* staysUp(instance, minHealthyTimeMs);
    return done;
  });
  return Effect.timeoutTo(
    Effect.catchAll(proven, ({ message }) => Effect.succeed(outcomeOf(instance, false, message))),
    {
      duration: healthyDeadlineMs,
      onSuccess: (done) => done,
      onTimeout: () =>
        outcomeOf(
          instance,
          false,
          `not healthy within ${healthyDeadlineMs / 1000} s (update.healthy_deadline)`,
        ),
    },
  );
};
