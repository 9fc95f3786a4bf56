import type { GroupState } from "../../src/domain/view/GroupState.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import type { SupervisorReadings } from "../../src/domain/view/Status.ts";
import { describeGroup } from "../../src/policy/health/describeGroup.ts";
import * as group from "../../src/policy/health/groupState.ts";
import { reasonOf, type SupervisorNode, type TreeNode, upStates, wantedOf } from "../node/node.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";

const groupNodeOf = (node: TreeNode): group.GroupNode => ({
  path: node.path,
  state: node.state,
  reason: reasonOf(node),
  next_attempt_at: node.trace.nextAttemptAt,
  wanted: wantedOf(node),
  startsByItself: hasChildren(node) || node.spec.autostart,
  hasRun: !hasProcess(node) || node.lastRun > 0,
  children: hasChildren(node) ? node.children.map(groupNodeOf) : null,
});

/** Which of a supervisor's children are up now, at any depth. */
export const groupStateOf = ({ state, children }: SupervisorNode): GroupState =>
  group.groupStateOf(children.map(groupNodeOf), state === "running");

/** The children of a running supervisor, at any depth, that are not up; empty if all are. */
export type Degradation = Pick<SupervisorReadings, "degraded">;

/** The children that a running supervisor lacks. */
export const degradation = (node: TreeNode): Degradation => {
  if (!hasChildren(node)) return {};
  const degraded = node.state === "running" ? group.missingOf(node.children.map(groupNodeOf)) : [];
  return degraded.length === 0 ? {} : { degraded };
};

/** The outcome of a command that starts a child: whether it is up; for a supervisor, whether everything under it is. */
export const answerOf = (node: TreeNode): Outcome => {
  const { path, state } = node;
  const isUpNow = upStates.includes(state);
  if (!hasChildren(node)) return { path, state, reached: isUpNow, reason: reasonOf(node) };
  const children = groupStateOf(node);
  const isMissing = isUpNow && children.not_up.length > 0;
  const reason = state === "running" ? describeGroup(children) : reasonOf(node);
  return { path, state, reached: isUpNow && !isMissing, reason, children };
};
