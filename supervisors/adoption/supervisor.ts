import { isServicePurpose } from "../../machines/service/context.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import {
  attributeFailures,
  membersToStart,
  standingFor,
  unrecordedFailures,
} from "../../src/policy/adoption/resume.ts";
import type { Restarted } from "../../src/policy/restart/intensity.ts";
import type { Member } from "../../src/policy/restart/roster.ts";
import type { SupervisorNode, TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { memberFor } from "../node/supervisorNode.ts";
import { monotonicOf } from "../node/views/wallTime.ts";
import type { Wiring } from "../node/wiring.ts";
import { type Findings, type ResumePoint, wasUp } from "./findings.ts";
import { isRetried, reasonIn, remainingPause } from "./remembered.ts";

/** Where a supervisor resumes; determined after all nodes below it. */
export const supervisorResumePoint = (node: SupervisorNode, findings: Findings): ResumePoint | null => {
  const goesOn = withDescendants(node).some((one) => findings.resumePoints.get(one)?.adopted);
  const state = supervisorState(node, goesOn, findings.memories.get(node.path));
  return state && { state, adopted: null, ask: null };
};

/** A supervisor of running children is running itself, and a root that was being stopped is wanted up again. */
const supervisorState = (
  { parent }: SupervisorNode,
  goesOn: boolean,
  memory: Memory | undefined,
): ChildState | null => {
  const isWantedAgain = parent === null && memory?.stop?.purpose === "request";
  if (memory?.state === "stopping" && !isWantedAgain) return "stopping";
  if (goesOn || wasUp(memory)) return "running";
  return memory?.state ?? null;
};

/** Resume the chart of a supervisor, with what was remembered of its children. */
export const resumeSupervisor = (node: SupervisorNode, { state }: ResumePoint, findings: Findings): void => {
  const { wiring, memories } = findings;
  const memory = memories.get(node.path);
  const missed = missedBy(node, findings);
  const children = node.children.map((child) => memberOf(child, node.path, missed, findings));
  const purpose = memory?.stop?.purpose ?? "request";
  node.actor.send({
    type: "RESUME",
    found: {
      state,
      children,
      group: state === "running" ? membersToStart(node.spec.strategy, children) : [],
      window: windowOf(node, missed, children, findings),
      startedAt: memory?.startedAt ? monotonicOf(wiring.now, memory.startedAt) : wiring.now.monotonic(),
      upMs: memory?.startedAt ? Date.parse(memory.since) - memory.startedAt : 0,
      delayMs: remainingPause(memory, wiring),
      isRetried: isRetried(memory),
      stop: {
        purpose: isServicePurpose(purpose) ? "request" : purpose,
        mode: memory?.stop?.mode ?? "ordered",
      },
      ...reasonIn(state, memory),
    },
  });
};

/** The restarts that were made but not stored, by child. */
const missedBy = ({ children, spec }: SupervisorNode, { wiring, memories, runs, lastRuns }: Findings) =>
  attributeFailures(
    spec.strategy,
    children.flatMap((child) => {
      const failures = unrecordedFailures(memories.get(child.path), lastRuns.get(child.path) ?? 0);
      const at = runs.get(child.path)?.startedAt ?? Date.parse(wiring.now.wall());
      return failures > 0 ? [{ id: child.spec.id, failures, at }] : [];
    }),
  );

type Missed = ReturnType<typeof missedBy>;

const memberOf = (
  child: TreeNode,
  parent: ChildPath,
  missed: Missed,
  { wiring, memories, resumePoints }: Findings,
): Member => {
  const memory = memories.get(child.path);
  const fresh = memberFor(child.spec, parent);
  const point = resumePoints.get(child);
  const standing = standingOf(point ?? null, memory, fresh);
  if (!memory) return { ...fresh, standing };
  const newly = missed.get(fresh.id) ?? [];
  const restarts = inOurTime([...memory.counted, ...newly], wiring);
  const { wanted, refusals } = memory;
  return { ...fresh, wanted, streak: memory.streak + newly.length, refusals, restarts, standing };
};

const standingOf = (
  point: ResumePoint | null,
  memory: Memory | undefined,
  { restart }: Member,
): Member["standing"] => {
  if (!point) return "down";
  if (memory?.state === point.state && memory.standing) return memory.standing;
  return standingFor(point.state, restart);
};

/** Limited to the intensity: with more restarts, the supervisor would have given up. */
const windowOf = (
  { path, spec }: SupervisorNode,
  missed: Missed,
  children: ReadonlyArray<Member>,
  { wiring, memories }: Findings,
): ReadonlyArray<Restarted> => {
  const newly = children
    .filter(({ onLimit }) => onLimit === null || onLimit === "escalate")
    .flatMap(({ id }) => missed.get(id) ?? []);
  const all = inOurTime([...(memories.get(path)?.window ?? []), ...newly], wiring);
  return all.slice(Math.max(0, all.length - spec.intensity));
};

const inOurTime = (restarts: ReadonlyArray<Restarted>, { now }: Wiring): ReadonlyArray<Restarted> =>
  restarts.map(({ child, at }) => ({ child, at: monotonicOf(now, at) }));
