import type { Run } from "../../src/domain/Run.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { isLive } from "../../src/policy/states.ts";
import type { TreeNode } from "../node/node.ts";
import { ended, recordPastStart } from "../node/service/runHistory.ts";
import { hasProcess, type ProcessNode } from "../node/traits.ts";
import type { Wiring } from "../node/wiring.ts";
import type { Findings } from "./findings.ts";

const processesIn = (nodes: ReadonlyArray<TreeNode>): ReadonlyMap<ChildPath, ProcessNode> =>
  new Map(nodes.filter(hasProcess).map((node) => [node.path, node]));

/** Give each child its run that has not ended, as the history has it; of several, the newest. */
export const restoreOpenRuns = (nodes: ReadonlyArray<TreeNode>, openRuns: ReadonlyArray<Run>): void => {
  const processes = processesIn(nodes);
  for (const run of openRuns) {
    const node = processes.get(run.path);
    if (node && run.run > (node.openRun?.run ?? 0)) node.openRun = run;
  }
};

/** Add the adopted runs that the history lacks. */
export const addAdoptedRuns = ({ resumePoints, wiring }: Findings): void => {
  for (const [node, point] of resumePoints) {
    const run = point?.adopted?.run;
    if (!hasProcess(node) || run === undefined || node.openRun?.run === run.run) continue;
    const reason = "the history has nothing of its start";
    recordPastStart(node, run.run, { at: run.startedAt, reason, by: "system" }, wiring);
  }
};

/**
 * Complete the runs in the history that nobody else does: neither are they alive, nor is their end recorded anywhere.
 * `followed`: those of children that are not declared any more.
 */
export const completeLostRuns = (
  nodes: ReadonlyArray<TreeNode>,
  openRuns: ReadonlyArray<Run>,
  followed: ReadonlySet<string>,
  { log, now }: Wiring,
): void => {
  const processes = processesIn(nodes);
  const completed = new Set(
    log.waitingRuns().flatMap(({ id, outcome }) => (outcome === "running" ? [] : [id])),
  );
  const end = { at: Date.parse(now.wall()), reason: "nobody has observed its end", exit: null };
  for (const run of openRuns) {
    const node = processes.get(run.path);
    const isAdopted = node?.openRun?.id === run.id && isLive(node.trace.recorded);
    if (isAdopted || completed.has(run.id) || followed.has(run.id)) continue;
    log.keepRun({ ...ended(run, end, "lost"), ended_at: null });
    if (node?.openRun?.id === run.id) node.openRun = null;
  }
};
