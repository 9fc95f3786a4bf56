import { Runtime } from "effect";
import { rootRetryMs } from "../machines/supervisor/context.ts";
import type { Memory } from "../src/domain/Memory.ts";
import type { ChildState } from "../src/domain/State.ts";
import type { Restarted } from "../src/policy/intensity.ts";
import { dueOnResume, failuresAmong, standingIn, unremembered } from "../src/policy/resume.ts";
import type { Member } from "../src/policy/roster.ts";
import type { LeftRun } from "../src/ports/ProcessSpawner.ts";
import type { Findings, Standpoint } from "./findings.ts";
import { monotonicOf, pauseLeft } from "./memory.ts";
import type { ServiceNode, SupervisorNode, TreeNode } from "./node.ts";
import { followRun } from "./serviceNode.ts";
import { memberFor } from "./supervisorNode.ts";
import type { Wiring } from "./wiring.ts";

/** Tell a node where it goes on. */
export const resume = (node: TreeNode, findings: Findings): void => {
  const memory = findings.memories.get(node.path);
  const standpoint = findings.standpoints.get(node);
  if (node.kind === "service") rememberRuns(node, memory, standpoint?.adopted?.run);
  if (!standpoint) return;
  if (node.kind === "supervisor") resumeSupervisor(node, standpoint.state, findings);
  else resumeService(node, standpoint, findings);
};

/** What status shows of its runs, and that it has had one before. */
const rememberRuns = (node: ServiceNode, memory: Memory | undefined, adopted: LeftRun | undefined): void => {
  node.firstRun = memory?.run ?? adopted?.run ?? node.firstRun;
  // Of a start that came to nothing there is no run directory; its number is taken all the same.
  node.lastRun = Math.max(node.lastRun, memory?.run ?? 0);
};

const resumeService = (node: ServiceNode, { state, adopted, ask }: Standpoint, findings: Findings): void => {
  const { wiring, memories } = findings;
  const memory = memories.get(node.path);
  const run = adopted?.run.run ?? node.lastRun;
  node.process = adopted?.process ?? null;
  if (state === "stopping" && ask === null) node.askedRun = run;
  node.actor.send({
    type: "RESUME",
    found: {
      state,
      isAsked: ask === null,
      pid: adopted?.process.pid ?? null,
      run,
      startedAt: monotonicOf(wiring.now, adopted?.run.startedAt ?? 0),
      spentMs: ask ? 0 : spentIn(state, adopted?.run, memory, wiring),
      delayMs: restOf(memory, wiring),
      stop: {
        purpose: memory?.stop?.purpose === "not_ready" ? "not_ready" : "request",
        mode: memory?.stop?.mode ?? "ordered",
      },
      ...(ask ?? accountOf(state, memory)),
    },
  });
  if (adopted)
    Runtime.runFork(wiring.runtime)(followRun(node, run, adopted.process, wiring), { scope: node.scope });
};

const resumeSupervisor = (node: SupervisorNode, state: ChildState, findings: Findings): void => {
  const { wiring, memories } = findings;
  const memory = memories.get(node.path);
  const missed = missedBy(node, findings);
  const children = node.children.map((child) => memberOf(child, missed, findings));
  const purpose = memory?.stop?.purpose ?? "request";
  node.actor.send({
    type: "RESUME",
    found: {
      state,
      children,
      group: state === "running" ? dueOnResume(node.spec.strategy, children) : new Set(),
      window: windowOf(node, missed, children, findings),
      startedAt: memory?.startedAt ? monotonicOf(wiring.now, memory.startedAt) : wiring.now.monotonic(),
      upMs: memory?.startedAt ? Date.parse(memory.since) - memory.startedAt : 0,
      delayMs: restOf(memory, wiring),
      retryMs: state === "failed" ? restOf(memory, wiring) : rootRetryMs,
      stop: {
        purpose: purpose === "not_ready" ? "request" : purpose,
        mode: memory?.stop?.mode ?? "ordered",
      },
      ...accountOf(state, memory),
    },
  });
};

/** How long a run is in its state already, or was when it ended, in ms: a deadline is so much nearer. */
const spentIn = (
  state: ChildState,
  run: LeftRun | undefined,
  memory: Memory | undefined,
  { now }: Wiring,
): number => {
  if (!run) return 0;
  const since = state === "stopping" && memory ? Date.parse(memory.since) : run.startedAt;
  return Math.max(0, (run.endedAt ?? Date.parse(now.wall())) - since);
};

const restOf = (memory: Memory | undefined, { now }: Wiring): number => (memory ? pauseLeft(now, memory) : 0);

/** Why it is in its state: what was remembered, or that we found it so. */
const accountOf = (state: ChildState, memory: Memory | undefined) =>
  memory?.state === state
    ? { reason: memory.reason, by: memory.by }
    : { reason: "found so after the daemon was gone", by: "system" };

/** The restarts that were made and not remembered, by child. */
const missedBy = ({ children, spec }: SupervisorNode, { wiring, memories, runs, lastRuns }: Findings) =>
  failuresAmong(
    spec.strategy,
    children.flatMap((child) => {
      const failures = unremembered(memories.get(child.path), lastRuns.get(child.path) ?? 0);
      const at = runs.get(child.path)?.startedAt ?? Date.parse(wiring.now.wall());
      return failures > 0 ? [{ id: child.spec.id, failures, at }] : [];
    }),
  );

type Missed = ReturnType<typeof missedBy>;

const memberOf = (child: TreeNode, missed: Missed, { wiring, memories, standpoints }: Findings): Member => {
  const memory = memories.get(child.path);
  const fresh = memberFor(child.spec);
  const standpoint = standpoints.get(child);
  const standing = standingOf(standpoint ?? null, memory, fresh);
  if (!memory) return { ...fresh, standing };
  const newly = missed.get(fresh.id) ?? [];
  const restarts = inOurTime([...memory.counted, ...newly], wiring);
  const { wanted, refusals } = memory;
  return { ...fresh, wanted, streak: memory.streak + newly.length, refusals, restarts, standing };
};

const standingOf = (
  standpoint: Standpoint | null,
  memory: Memory | undefined,
  { restart }: Member,
): Member["standing"] => {
  if (!standpoint) return "down";
  if (memory?.state === standpoint.state && memory.standing) return memory.standing;
  return standingIn(standpoint.state, restart);
};

/** As it would have been: it never holds more than the intensity, or the supervisor would have given up. */
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
