import type { GroupState } from "../../src/domain/view/GroupState.ts";
import type { Outcome } from "../../src/domain/view/Outcome.ts";
import type { NotRunning } from "../../src/domain/view/Status.ts";
import { describeGroup } from "../../src/policy/health/describeGroup.ts";
import * as group from "../../src/policy/health/groupState.ts";
import { type SupervisorNode, type TreeNode, wantedOf } from "../node/node.ts";
import { reasonOf, upStates } from "../tree/saying.ts";

const groupNodeOf = (node: TreeNode): group.GroupNode => ({
  path: node.path,
  state: node.state,
  reason: reasonOf(node),
  next_attempt_at: node.trace.nextAttemptAt,
  wanted: wantedOf(node),
  startsByItself: node.kind === "supervisor" || node.spec.autostart,
  hasRun: node.kind === "supervisor" || node.lastRun > 0,
  children: node.kind === "supervisor" ? node.children.map(groupNodeOf) : null,
});

/** What is up of a supervisor's children now, at any depth. */
export const groupStateOf = ({ state, children }: SupervisorNode): GroupState =>
  group.groupStateOf(children.map(groupNodeOf), state === "running");

/** What a supervisor that is running is without; nothing where all runs. */
export const degradation = (node: SupervisorNode): { readonly degraded?: ReadonlyArray<NotRunning> } => {
  const degraded = node.state === "running" ? group.missingOf(node.children.map(groupNodeOf)) : [];
  return degraded.length === 0 ? {} : { degraded };
};

/** How a command that wanted a child up is answered now: by what is up, for a supervisor of all under it. */
export const answerOf = (node: TreeNode): Outcome => {
  const { path, state } = node;
  const isUpNow = upStates.includes(state);
  if (node.kind === "service") return { path, state, reached: isUpNow, reason: reasonOf(node) };
  const children = groupStateOf(node);
  const isMissing = isUpNow && children.not_up.length > 0;
  const reason = state === "running" ? describeGroup(children) : reasonOf(node);
  return { path, state, reached: isUpNow && !isMissing, reason, children };
};
