import type { Wanted } from "../../domain/tree/State.ts";
import type { GroupState, NotUp } from "../../domain/view/GroupState.ts";
import type { NotRunning } from "../../domain/view/Status.ts";

/** A child's state for the state of its group, with its own children. */
export interface GroupNode extends Omit<NotUp, "last_words"> {
  readonly wanted: Wanted;
  /** False if it is declared not to start with its supervisor (`autostart: false`). */
  readonly startsByItself: boolean;
  /** Whether it has ever been started. */
  readonly hasRun: boolean;
  /** Null for a service. */
  readonly children: ReadonlyArray<GroupNode> | null;
}

interface Assessed {
  readonly node: GroupNode;
  readonly status: "up" | "not up" | "held down";
  /** Whether its supervisor is running, and whether all of its ancestors are. */
  readonly isParentUp: boolean;
  readonly areAllAboveUp: boolean;
}

/** The descendants of a supervisor in document order, without those below a child that is held down or finished. */
const assess = (
  nodes: ReadonlyArray<GroupNode>,
  isParentUp: boolean,
  areAllAboveUp: boolean,
): ReadonlyArray<Assessed> =>
  nodes.flatMap((node) => {
    const { state, wanted } = node;
    const isUp = state === "running" || state === "finished";
    if (wanted === "down" && !isUp)
      return [{ node, status: "held down", isParentUp, areAllAboveUp } as const];
    const own = { node, status: isUp ? "up" : "not up", isParentUp, areAllAboveUp } as const;
    if (node.children === null) return [own];
    // It ended because its work is done (auto_shutdown).
    if (state === "finished") return [];
    const isRunning = state === "running";
    return [own, ...assess(node.children, isRunning, areAllAboveUp && isRunning)];
  });

/** A child that is stopped only because its supervisor is not running is counted, not named. */
const isNamed = ({ node, status, isParentUp }: Assessed): boolean =>
  status === "not up" && (isParentUp || node.state !== "stopped");

/** Which descendants of a supervisor are up. `isUp`: whether the supervisor itself is running. */
export const groupStateOf = (nodes: ReadonlyArray<GroupNode>, isUp: boolean): GroupState => {
  const assessed = assess(nodes, isUp, isUp);
  const services = assessed.filter(({ node, status }) => node.children === null && status !== "held down");
  const up = services.filter(({ status }) => status === "up");
  return {
    wanted: services.length,
    up: up.length,
    finished: up.filter(({ node }) => node.state === "finished").length,
    not_up: assessed.filter(isNamed).map(({ node: { path, state, reason, next_attempt_at } }) => ({
      path,
      state,
      reason,
      next_attempt_at,
    })),
    held_down: assessed
      .filter(({ status }) => status === "held down")
      .map(({ node: { path, startsByItself, hasRun } }) => ({
        path,
        because: startsByItself || hasRun ? "stopped" : "autostart",
      })),
  };
};

/**
 * The descendants that degrade a running supervisor: those that are neither running nor finished. A supervisor that is
 * not running stands for all below it. A child with `autostart: false` that is down is not missing.
 */
export const missingOf = (nodes: ReadonlyArray<GroupNode>): ReadonlyArray<NotRunning> =>
  assess(nodes, true, true)
    .filter(
      ({ node, status, areAllAboveUp }) =>
        areAllAboveUp && (status === "not up" || (status === "held down" && node.startsByItself)),
    )
    .map(({ node: { path, state, reason } }) => ({ path, state, reason }));
