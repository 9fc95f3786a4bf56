import { Array as Arrays, Effect } from "effect";
import { type Run, runId } from "../../src/domain/Run.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import { type ChildPath, root as rootPath } from "../../src/domain/tree/ChildPath.ts";
import type { Left, LeftRun } from "../../src/ports/machine/ProcessSpawner.ts";
import { kindOf } from "../kinds.ts";
import type { SupervisorNode, TreeNode } from "../node/node.ts";
import { withDescendants } from "../node/service/descendants.ts";
import { hasChildren, hasProcess } from "../node/traits.ts";
import type { Tree } from "../tree/tree.ts";
import { type Findings, type Memories, type OverRuns, wasUp } from "./findings.ts";
import { type Missed, missedOf, replayMissed } from "./missed.ts";
import { addAdoptedRuns, completeLostRuns, restoreOpenRuns } from "./openRuns.ts";
import { resume } from "./resume.ts";
import { stopUndeclared } from "./stopUndeclared.ts";

/** What is stored of the tree and its runs. */
interface Known {
  readonly memories: Memories;
  readonly overRuns: OverRuns;
  readonly openRuns: ReadonlyArray<Run>;
}

/** Runs are adopted a few at a time, so that the event loop never stalls. */
const fewAtATime = { concurrency: 8, discard: true } as const;

/**
 * Bring the tree into the state in which an earlier daemon left it when it was killed: live runs are adopted, runs that
 * ended meanwhile are handled as if this daemon had seen their end, pauses and counts continue. Returns false if there
 * is nothing to adopt and the tree has to be started: it has never run, or was stopped in order.
 */
export const adoptTree = (tree: Tree, { memories, overRuns, openRuns }: Known): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const { wiring, root, left } = tree;
    const nodes = withDescendants(root);
    forgetOthers(memories, nodes, wiring);
    const services = new Set(nodes.filter(hasProcess).map(({ path }) => path));
    const isOver = ({ path, run }: LeftRun): boolean => run <= (overRuns.get(path) ?? 0);
    const runs = new Map(
      left.runs.flatMap((run) => (services.has(run.path) && !isOver(run) ? [[run.path, run]] : [])),
    );
    const undeclared = left.runs.filter(({ path }) => !services.has(path));
    yield* stopUndeclared(tree, undeclared, openRuns);
    const { lastRuns } = left;
    const findings: Findings = { wiring, memories, runs, overRuns, lastRuns, resumePoints: new Map() };
    if (isLeftUp(services, left, memories)) yield* findResumePoints(root, nodes, findings);
    const goesOn = findings.resumePoints.has(root);
    const missed = new Map<TreeNode, Missed>();
    for (const node of nodes) {
      if (hasProcess(node)) missed.set(node, missedOf(node, left, findings));
      // A yield, because each node may have a few files to read.
      yield* Effect.void;
    }
    // No yield from here on: the journal must not be written with only some of the following entries.
    if (goesOn) record(findings);
    restoreOpenRuns(nodes, openRuns);
    for (const node of nodes) {
      const isResumed = Boolean(findings.resumePoints.get(node));
      replayMissed(node, memories.get(node.path), missed.get(node) ?? nothing, isResumed, wiring);
    }
    completeLostRuns(nodes, openRuns, new Set(undeclared.map(({ path, run }) => runId(path, run))), wiring);
    if (!goesOn) return false;
    addAdoptedRuns(findings);
    wiring.crashPoint("adoption.resuming");
    // All are sent before any is handled, so that a node that reacts to one finds all the others resumed.
    for (const node of nodes) wiring.mailbox.send(() => resume(node, findings));
    yield* Effect.async<void>((done) => wiring.mailbox.send(() => done(Effect.void)));
    wiring.crashPoint("adoption.resumed");
    return true;
  });

/** Whether a tree with these services was up when the last daemon ended, or was going to be retried. */
export const isLeftUp = (services: ReadonlySet<ChildPath>, { runs }: Left, memories: Memories): boolean =>
  runs.some(({ path, life }) => life === "live" && services.has(path)) || isUnderWay(memories.get(rootPath));

const nothing: Missed = { steps: [], ends: [] };

/** Forget nodes that are no longer in the tree: declared again later, they must not get their old state back. */
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

/** Whether the tree was up, or was going to be retried. */
const isUnderWay = (memory: Memory | undefined): boolean => wasUp(memory) || memory?.state === "failed";

/** Find where each node resumes; if the root does not, no node does. Groups come after everything below them. */
const findResumePoints = (
  root: SupervisorNode,
  nodes: ReadonlyArray<TreeNode>,
  findings: Findings,
): Effect.Effect<void> =>
  Effect.gen(function* () {
    const { resumePoints } = findings;
    const find = (node: TreeNode): Effect.Effect<void> =>
      Effect.map(kindOf(node).resumePoint(node, findings), (point) => {
        resumePoints.set(node, point);
      });
    const [leaves, groups] = Arrays.partition(nodes, hasChildren);
    yield* Effect.forEach(leaves, find, fewAtATime);
    yield* Effect.forEach(groups.reverse(), find, { discard: true });
    if (!resumePoints.get(root)) resumePoints.clear();
  });

const record = ({ wiring: { log, now }, resumePoints }: Findings): void => {
  const adopted = [...resumePoints.values()].flatMap((point) => point?.adopted ?? []);
  const living = adopted.filter(({ run }) => run.life === "live").length;
  const reason = `${living} running, ${adopted.length - living} ended while no daemon was there`;
  log.record({ type: "daemon", action: "adopted", at: now.wall(), subject: "", by: "system", reason });
};
