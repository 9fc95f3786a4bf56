import { Duration, Effect, Option, Runtime } from "effect";
import type { ChildPath } from "../src/domain/ChildPath.ts";
import type { Memory } from "../src/domain/Memory.ts";
import type { ChildState } from "../src/domain/State.ts";
import type { Restarted } from "../src/policy/intensity.ts";
import { dueOnResume, resumption, standingIn, unremembered } from "../src/policy/resume.ts";
import type { Member } from "../src/policy/roster.ts";
import type { LeftRun, RunningProcess } from "../src/ports/ProcessSpawner.ts";
import { monotonicOf } from "./memory.ts";
import { type ServiceNode, type SupervisorNode, type TreeNode, withDescendants } from "./node.ts";
import { followRun } from "./serviceNode.ts";
import { memberFor } from "./supervisorNode.ts";
import type { Tree } from "./tree.ts";
import type { Wiring } from "./wiring.ts";

/** A run that goes on under us. */
interface Adopted {
  readonly run: LeftRun;
  readonly process: RunningProcess;
}

/** Where a node goes on; null: nowhere, it is started anew. */
interface Standpoint {
  readonly state: ChildState;
  readonly adopted: Adopted | null;
}

/** All that is known of what an earlier daemon has left. */
interface Findings {
  readonly wiring: Wiring;
  readonly memories: ReadonlyMap<ChildPath, Memory>;
  readonly runs: ReadonlyMap<ChildPath, LeftRun>;
  readonly standpoints: Map<TreeNode, Standpoint | null>;
}

/** Runs are taken up a few at a time, so that the event loop never stalls. */
const atOnce = { concurrency: 8 } as const;

/**
 * Bring the tree into the state that an earlier daemon left it in when it was killed: what runs is adopted,
 * what ended meanwhile is dealt with as if we had been there, pauses and counts go on. False when there is
 * nothing to take up, and the tree is to be started: it has never run, or was stopped in order.
 */
export const takeUp = (tree: Tree): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const { wiring, root, left } = tree;
    const memories = new Map((yield* wiring.log.recall).map((memory) => [memory.path, memory]));
    const nodes = withDescendants(root);
    const runs = new Map(left.runs.map((run) => [run.path, run]));
    const undeclared = left.runs.filter((run) => !isDeclared(run, nodes));
    yield* Effect.forEach(undeclared, (run) => retire(run, wiring), atOnce);
    for (const { path } of undeclared) runs.delete(path);
    if (!wasUp(memories.get(root.path)) && ![...runs.values()].some(({ life }) => life === "live"))
      return false;

    const findings: Findings = { wiring, memories, runs, standpoints: new Map() };
    const services = nodes.filter((node) => node.kind === "service");
    yield* Effect.forEach(services, (node) => standService(node, findings), atOnce);
    standSupervisor(root, findings);
    record(findings);
    wiring.post.letter(() => {
      for (const node of nodes) resume(node, findings);
    });
    return findings.standpoints.get(root) !== null;
  });

const wasUp = (memory: Memory | undefined): boolean =>
  memory?.state === "running" || memory?.state === "starting" || memory?.state === "stopping";

const isDeclared = (run: LeftRun, nodes: ReadonlyArray<TreeNode>): boolean =>
  nodes.some((node) => node.kind === "service" && node.path === run.path && run.isAsDeclared(node.spec));

/** End a run that is not declared any more, or was started by another declaration; as it was to be stopped. */
const retire = (run: LeftRun, { spawner, log, now }: Wiring): Effect.Effect<void> =>
  Effect.gen(function* () {
    const process = yield* spawner.adopt(run, run.spec);
    if (run.life === "live") {
      yield* process.ask;
      const reason = `its run ${run.run}, left by an earlier daemon, is not declared like that any more: stopped`;
      log.record({
        type: "alarm",
        alarm: "leftover",
        at: now.wall(),
        subject: run.path,
        by: "system",
        run: run.run,
        reason,
      });
    }
    const inTime = yield* Effect.timeoutOption(process.end, patienceWith(run.spec));
    if (Option.isNone(inTime)) yield* Effect.zipRight(process.kill, process.end);
  }).pipe(Effect.ignore);

const patienceWith = ({ shutdown }: LeftRun["spec"]): Duration.DurationInput =>
  shutdown === "infinity" ? Duration.infinity : shutdown === "brutal_kill" ? 0 : shutdown;

const standService = (node: ServiceNode, findings: Findings): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { wiring, memories, runs, standpoints } = findings;
    const run = runs.get(node.path);
    const now = Date.parse(wiring.now.wall());
    const how = resumption(memories.get(node.path), run, node.spec.ready, now);
    if (how.kind === "adopt" && run) {
      const process = Option.getOrNull(yield* Effect.option(wiring.spawner.adopt(run, node.spec)));
      // What had been claimed but never began is started anew.
      standpoints.set(node, process && { state: how.phase, adopted: { run, process } });
      return;
    }
    standpoints.set(node, how.kind === "rest" ? { state: how.state, adopted: null } : null);
  });

const standSupervisor = (node: SupervisorNode, findings: Findings): void => {
  for (const child of node.children) if (child.kind === "supervisor") standSupervisor(child, findings);
  const goesOn = withDescendants(node).some((one) => findings.standpoints.get(one)?.adopted);
  const state = supervisorState(node, goesOn, findings.memories.get(node.path));
  findings.standpoints.set(node, state && { state, adopted: null });
};

/** A supervisor of running children is running itself, and a root that was being stopped is wanted again. */
const supervisorState = (
  { parent }: SupervisorNode,
  goesOn: boolean,
  memory: Memory | undefined,
): ChildState | null => {
  if (memory?.state === "stopping" && parent !== null) return "stopping";
  if (goesOn || wasUp(memory)) return "running";
  return memory?.state ?? null;
};

const record = ({ wiring: { log, now }, standpoints }: Findings): void => {
  const adopted = [...standpoints.values()].flatMap((standpoint) => standpoint?.adopted ?? []);
  const living = adopted.filter(({ run }) => run.life === "live").length;
  const reason = `${living} running, ${adopted.length - living} ended while no daemon was there`;
  log.record({ type: "daemon", action: "adopted", at: now.wall(), subject: "", by: "system", reason });
};

/** Tell a node where it goes on. */
const resume = (node: TreeNode, findings: Findings): void => {
  const { wiring, memories, standpoints } = findings;
  const standpoint = standpoints.get(node);
  if (!standpoint) return;
  const { state, adopted } = standpoint;
  const memory = memories.get(node.path);
  const common = {
    delayMs: memory?.nextAttemptAt
      ? Math.max(0, Date.parse(memory.nextAttemptAt) - Date.parse(wiring.now.wall()))
      : 0,
    ...accountOf(state, memory),
  };
  if (node.kind === "supervisor") {
    const children = node.children.map((child) => memberOf(child, findings));
    const group = state === "running" ? dueOnResume(node.spec.strategy, children) : new Set<string>();
    const window = [
      ...inOurTime(memory?.window ?? [], wiring),
      ...children.flatMap(newlyCounted(node, findings)),
    ];
    const startedAt = wiring.now.monotonic();
    node.actor.send({ type: "RESUME", found: { state, children, group, window, startedAt, ...common } });
  } else {
    const run = adopted?.run.run ?? node.lastRun;
    const startedAt = monotonicOf(wiring.now, adopted?.run.startedAt ?? 0);
    node.process = adopted?.process ?? null;
    node.restarts = memory?.restarted ?? 0;
    node.lastExit = memory?.lastExit ?? null;
    const pid = adopted?.process.pid ?? null;
    node.actor.send({ type: "RESUME", found: { state, pid, run, startedAt, ...common } });
    if (adopted)
      Runtime.runFork(wiring.runtime)(followRun(node, run, adopted.process, wiring), { scope: node.scope });
  }
  if (memory?.state === state) node.since = memory.since;
};

/** Why it is in its state: what was remembered, and that we found it so. */
const accountOf = (state: ChildState, memory: Memory | undefined) =>
  memory?.state === state
    ? { reason: memory.reason, by: memory.by }
    : { reason: "found so after the daemon was gone", by: "system" };

const memberOf = (child: TreeNode, { wiring, memories, runs, standpoints }: Findings): Member => {
  const memory = memories.get(child.path);
  const fresh = memberFor(child.spec);
  if (!memory)
    return { ...fresh, standing: standingIn(standpoints.get(child)?.state ?? "stopped", fresh.restart) };
  const missed = unremembered(child.spec.id, memory, runs.get(child.path));
  return {
    ...fresh,
    wanted: memory.wanted,
    streak: memory.streak + missed.length,
    restarts: inOurTime([...memory.counted, ...missed], wiring),
    standing: standingIn(standpoints.get(child)?.state ?? "stopped", fresh.restart),
  };
};

/** Restarts that were made and not remembered count for the supervisor where the child's failures go up. */
const newlyCounted =
  ({ children }: SupervisorNode, { wiring, memories, runs }: Findings) =>
  ({ id, onLimit }: Member): ReadonlyArray<Restarted> => {
    const child = children.find(({ spec }) => spec.id === id);
    if (!child || (onLimit !== null && onLimit !== "escalate")) return [];
    return inOurTime(unremembered(id, memories.get(child.path), runs.get(child.path)), wiring);
  };

const inOurTime = (restarts: ReadonlyArray<Restarted>, { now }: Wiring): ReadonlyArray<Restarted> =>
  restarts.map(({ child, at }) => ({ child, at: monotonicOf(now, at) }));
