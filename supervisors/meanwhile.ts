import type { Memory } from "../src/domain/Memory.ts";
import { describeExit } from "../src/policy/exit.ts";
import {
  type MissedStep,
  missedSteps,
  missedUntilDown,
  restartsAmong,
  type UnknownRun,
} from "../src/policy/meanwhile.ts";
import type { Left, PastEnd } from "../src/ports/ProcessSpawner.ts";
import type { Findings } from "./findings.ts";
import type { ServiceNode, TreeNode } from "./node.ts";
import { lastExit } from "./serviceNode.ts";
import { enter, type Wiring } from "./wiring.ts";

/** What a node came to that nobody has written down, and how its runs ended. */
export interface Meanwhile {
  readonly steps: ReadonlyArray<MissedStep>;
  readonly ends: ReadonlyArray<PastEnd>;
}

const unknown = ({ run, exit, endedAt }: PastEnd): UnknownRun => ({
  run,
  startedAt: null,
  end: { exit, at: endedAt },
});

/** Look for it in the files of a service's runs. The end of the run that is taken up comes by itself. */
export const meanwhileOf = (node: ServiceNode, left: Left, findings: Findings): Meanwhile => {
  const memory = findings.memories.get(node.path);
  const standpoint = findings.standpoints.get(node);
  const taken = standpoint ? findings.runs.get(node.path) : undefined;
  const ends = left.endsBetween(
    node.path,
    memory?.lastExit?.run ?? findings.overRuns.get(node.path) ?? 0,
    taken?.run ?? Number.POSITIVE_INFINITY,
  );
  const begun: ReadonlyArray<UnknownRun> = standpoint?.adopted
    ? [{ run: standpoint.adopted.run.run, startedAt: standpoint.adopted.run.startedAt, end: null }]
    : [];
  return { steps: missedSteps(memory, [...ends.map(unknown), ...begun], node.spec), ends };
};

/**
 * Have a node stand where the journal has it, and go from there to where it was found; `goesOn`: what comes next is
 * told by the node itself.
 */
export const catchUp = (
  node: TreeNode,
  memory: Memory | undefined,
  { steps, ends }: Meanwhile,
  goesOn: boolean,
  wiring: Wiring,
): void => {
  if (memory) {
    node.state = memory.state;
    node.since = memory.since;
  }
  for (const { run, to, at, reason } of goesOn ? steps : missedUntilDown(memory, steps))
    enter(node, to, { run, at: at ?? Date.parse(wiring.now.wall()), reason, by: "system" }, wiring);
  if (node.kind === "supervisor") return;
  const last = ends.at(-1);
  node.lastExit = last
    ? lastExit(last.run, last.exit, describeExit(last.exit), new Date(last.endedAt).toISOString())
    : (memory?.lastExit ?? null);
  if (goesOn) node.restarts = (memory?.restarted ?? 0) + restartsAmong(memory, steps);
};
