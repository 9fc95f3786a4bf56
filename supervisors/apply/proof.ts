import { Effect, Option } from "effect";
import { NotPossible } from "../../src/domain/Errors.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import { defaultUpdate } from "../../src/policy/plan/replicas.ts";
import { type TreeNode, upStates } from "../node/node.ts";
import { healthOf, isProbed } from "../node/service/health.ts";
import { untilSo } from "../tree/sendAndAwait.ts";
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

/** Whether it does its work: it is up, and healthy if it is probed. */
const isWell = (node: TreeNode): boolean =>
  upStates.includes(node.state) &&
  (!isProbed(node) || node.state === "finished" || healthOf(node) === "healthy");

/** Whether it is not well, or will not be any more. A probe that has no verdict yet is no reason to begin anew. */
const isBroken = (node: TreeNode): boolean =>
  down.includes(node.state) || (isProbed(node) && healthOf(node) === "unhealthy");

/** Succeeds once a child has been healthy for this time without interruption; fails if it will not come up again. */
export const staysUp = (node: TreeNode, ms: number): Effect.Effect<void, NotPossible> =>
  Effect.gen(function* () {
    yield* untilSo(node, () => isWell(node) || over.includes(node.state));
    if (over.includes(node.state)) return yield* didNotComeUp(node);
    const broke = yield* Effect.timeoutOption(
      untilSo(node, () => isBroken(node)),
      ms,
    );
    if (Option.isSome(broke)) yield* staysUp(node, ms);
  });
