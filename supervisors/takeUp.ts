import { Effect, Option } from "effect";
import { type ChildPath, root as rootPath } from "../src/domain/ChildPath.ts";
import type { Memory } from "../src/domain/Memory.ts";
import type { ChildState } from "../src/domain/State.ts";
import { passing } from "../src/domain/Step.ts";
import { resumption } from "../src/policy/resume.ts";
import type { Left, LeftRun } from "../src/ports/ProcessSpawner.ts";
import type { Findings, Memories, OverRuns, Standpoint } from "./findings.ts";
import { catchUp, type Meanwhile, meanwhileOf } from "./meanwhile.ts";
import { type ServiceNode, type SupervisorNode, type TreeNode, withDescendants } from "./node.ts";
import { resume } from "./resume.ts";
import { retireAll } from "./retire.ts";
import type { Tree } from "./tree.ts";

/** Runs are taken up a few at a time, so that the event loop never stalls. */
const atOnce = { concurrency: 8, discard: true } as const;

/**
 * Bring the tree into the state that an earlier daemon left it in when it was killed: what runs is adopted,
 * what ended meanwhile is dealt with as if we had been there, pauses and counts go on. False when there is
 * nothing to take up, and the tree is to be started: it has never run, or was stopped in order.
 */
export const takeUp = (tree: Tree, memories: Memories, overRuns: OverRuns): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const { wiring, root, left } = tree;
    const nodes = withDescendants(root);
    forgetOthers(memories, nodes, wiring);
    const services = new Set(nodes.flatMap((node) => (node.kind === "service" ? [node.path] : [])));
    const isOver = ({ path, run }: LeftRun): boolean => run <= (overRuns.get(path) ?? 0);
    const runs = new Map(
      left.runs.flatMap((run) => (services.has(run.path) && !isOver(run) ? [[run.path, run]] : [])),
    );
    yield* retireAll(
      tree,
      left.runs.filter(({ path }) => !services.has(path)),
    );
    const { lastRuns } = left;
    const findings: Findings = { wiring, memories, runs, overRuns, lastRuns, standpoints: new Map() };
    if (isLeftUp(services, left, memories)) yield* stand(root, nodes, findings);
    const goesOn = findings.standpoints.has(root);
    const meanwhile = new Map<TreeNode, Meanwhile>();
    for (const node of nodes) {
      if (node.kind === "service") meanwhile.set(node, meanwhileOf(node, left, findings));
      // Each may have a few files to read: whoever has waited long enough comes between.
      yield* Effect.void;
    }
    // From here on in one go: what is written down must not be without what comes of it.
    if (goesOn) record(findings);
    for (const node of nodes) {
      const isResumed = Boolean(findings.standpoints.get(node));
      catchUp(node, memories.get(node.path), meanwhile.get(node) ?? nothing, isResumed, wiring);
    }
    if (!goesOn) return false;
    passing("take-up.resuming");
    // All at once into the post: whatever comes of one finds all the others resumed.
    for (const node of nodes) wiring.post.letter(() => resume(node, findings));
    yield* Effect.async<void>((done) => wiring.post.letter(() => done(Effect.void)));
    passing("take-up.resumed");
    return true;
  });

/** Whether a tree of these services was up when the last daemon went, or would have tried again by itself. */
export const isLeftUp = (services: ReadonlySet<ChildPath>, { runs }: Left, memories: Memories): boolean =>
  runs.some(({ path, life }) => life === "live" && services.has(path)) || isUnderWay(memories.get(rootPath));

const nothing: Meanwhile = { steps: [], ends: [] };

/** What is not in the tree any more must not come back with its old state when it is declared again. */
const forgetOthers = (
  memories: Memories,
  nodes: ReadonlyArray<TreeNode>,
  { log, now }: Tree["wiring"],
): void => {
  const declared = new Set(nodes.map(({ path }) => path));
  const fact = { type: "transition", at: now.wall(), by: "system", to: "stopped" } as const;
  const reason = "it is not declared any more";
  for (const { path, state, run } of memories.values()) {
    if (declared.has(path)) continue;
    if (state !== "stopped") log.record({ ...fact, subject: path, run, from: state, reason });
    log.forget(path);
  }
};

const wasUp = (memory: Memory | undefined): boolean =>
  memory?.state === "running" || memory?.state === "starting" || memory?.state === "stopping";

/** Whether the tree was up, or would have tried again by itself. */
const isUnderWay = (memory: Memory | undefined): boolean => wasUp(memory) || memory?.state === "failed";

/** Find where each node goes on; nowhere, if the root does not. */
const stand = (
  root: SupervisorNode,
  nodes: ReadonlyArray<TreeNode>,
  findings: Findings,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* Effect.forEach(
      nodes,
      (node) => (node.kind === "service" ? standService(node, findings) : Effect.void),
      atOnce,
    );
    standSupervisor(root, findings);
    if (!findings.standpoints.get(root)) findings.standpoints.clear();
  });

const standService = (node: ServiceNode, findings: Findings): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { wiring, memories, runs, standpoints } = findings;
    const memory = memories.get(node.path);
    const run = runs.get(node.path);
    const how = resumption(memory, run, node.spec.ready, Date.parse(wiring.now.wall()));
    if (how.kind !== "adopt" || !run) {
      standpoints.set(node, how.kind === "rest" ? { state: how.state, adopted: null, ask: null } : null);
      return;
    }
    const isDeclared = run.isAsDeclared(node.spec);
    passing("take-up.adopting");
    const process = yield* Effect.option(wiring.spawner.adopt(run, isDeclared ? node.spec : run.spec));
    passing("take-up.adopted");
    const adopted = { run, process: Option.getOrNull(process) };
    const ask = isDeclared ? unasked(memory, how.phase) : changed(run);
    // What had been claimed but never began is started anew.
    standpoints.set(
      node,
      adopted.process && {
        state: ask ? "stopping" : how.phase,
        adopted: { run, process: adopted.process },
        ask,
      },
    );
  });

/** A stop that had been decided, and the process had not been asked yet, or nobody had time to write that down. */
const unasked = (memory: Memory | undefined, phase: ChildState): Standpoint["ask"] =>
  memory?.stop?.isAsked === false && phase === "stopping" ? { reason: memory.reason, by: memory.by } : null;

const changed = ({ run }: LeftRun): Standpoint["ask"] => ({
  reason: `its declaration was changed after run ${run} was started`,
  by: "system",
});

const standSupervisor = (node: SupervisorNode, findings: Findings): void => {
  for (const child of node.children) if (child.kind === "supervisor") standSupervisor(child, findings);
  const goesOn = withDescendants(node).some((one) => findings.standpoints.get(one)?.adopted);
  const state = supervisorState(node, goesOn, findings.memories.get(node.path));
  findings.standpoints.set(node, state && { state, adopted: null, ask: null });
};

/** A supervisor of running children is running itself, and a root that was being stopped is wanted again. */
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

const record = ({ wiring: { log, now }, standpoints }: Findings): void => {
  const adopted = [...standpoints.values()].flatMap((standpoint) => standpoint?.adopted ?? []);
  const living = adopted.filter(({ run }) => run.life === "live").length;
  const reason = `${living} running, ${adopted.length - living} ended while no daemon was there`;
  log.record({ type: "daemon", action: "adopted", at: now.wall(), subject: "", by: "system", reason });
};
