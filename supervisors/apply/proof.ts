import { Effect, Option } from "effect";
import { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import { type TreeNode, upStates } from "../node/node.ts";
import { until } from "../tree/sendAndAwait.ts";
import { nodeAt } from "../tree/tree.ts";
import { didNotComeUp } from "./ensureRunning.ts";
import type { Work } from "./work.ts";

/**
 * Starts an instance and waits until it is healthy, as its group's `update` requires. A rollback does not wait for
 * that: what it starts has run before.
 */
export const proved = (
  { tree, declared, before }: Work,
  path: ChildPath,
  start: Effect.Effect<void, NotPossible>,
): Effect.Effect<void, NotPossible> => {
  const group = declared.groupOf(path);
  if (!group || before !== null) return start;
  const { minHealthyTimeMs, healthyDeadlineMs } = group.update ?? defaultUpdate;
  const proof = Effect.suspend(() => {
    const node = nodeAt(tree, path);
    return node && minHealthyTimeMs > 0 ? staysUp(node, minHealthyTimeMs) : Effect.void;
  });
  return Effect.timeoutFail(Effect.andThen(start, proof), {
    duration: healthyDeadlineMs,
    onTimeout: () => tooLate(path, minHealthyTimeMs, healthyDeadlineMs),
  });
};

const tooLate = (path: ChildPath, healthyMs: number, deadlineMs: number): NotPossible => {
  const what = healthyMs > 0 ? `healthy for ${healthyMs / 1000} s` : "ready";
  const message = `${path} was not ${what} within ${deadlineMs / 1000} s (update.healthy_deadline)`;
  return new NotPossible({ path, reason: "start_failed", message });
};

const over: ReadonlyArray<ChildState> = ["stopped", "failed"];
const down: ReadonlyArray<ChildState> = ["starting", "stopping", "backoff", ...over];

/** Succeeds once a child has been up for this time without interruption; fails if it will not come up again. */
const staysUp = (node: TreeNode, ms: number): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    yield* until(node, [...upStates, ...over]);
    if (over.includes(node.state)) return yield* didNotComeUp(node);
    const broke = yield* Effect.timeoutOption(until(node, down), ms);
    if (Option.isSome(broke)) yield* staysUp(node, ms);
  });
