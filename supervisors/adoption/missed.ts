import { kindOf } from "../../machines/service/context.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import type { Exit } from "../../src/domain/tree/Exit.ts";
import type { ChildState } from "../../src/domain/tree/State.ts";
import type { Tally } from "../../src/domain/tree/Tally.ts";
import {
  countRestarts,
  type MissedTransition,
  missedTransitions,
  missedUntilStopped,
  type UnrecordedRun,
} from "../../src/policy/adoption/missedTransitions.ts";
import { isLive } from "../../src/policy/states.ts";
import { emptyTally, resultOfRun, withExit } from "../../src/policy/tally.ts";
import type { Left, PastEnd } from "../../src/ports/machine/ProcessSpawner.ts";
import type { TreeNode } from "../node/node.ts";
import { recordEnd, recordPastStart } from "../node/service/runHistory.ts";
import { lastExit } from "../node/service/serviceNode.ts";
import { hasProcess, type ProcessNode } from "../node/traits.ts";
import { type Entry, enter, type Wiring } from "../node/wiring.ts";
import type { Findings } from "./findings.ts";

/** The transitions of a node that no daemon has recorded, and the ends of its runs. */
export interface Missed {
  readonly steps: ReadonlyArray<MissedTransition>;
  readonly ends: ReadonlyArray<PastEnd>;
}

const unknown = ({ run, exit, endedAt }: PastEnd): UnrecordedRun => ({
  run,
  startedAt: null,
  end: { exit, at: endedAt },
});

/** Read from the files of a service's runs. The end of the adopted run is reported later. */
export const missedOf = (node: ProcessNode, left: Left, findings: Findings): Missed => {
  const memory = findings.memories.get(node.path);
  const point = findings.resumePoints.get(node);
  const taken = point ? findings.runs.get(node.path) : undefined;
  const ends = left.endsBetween(
    node.path,
    memory?.lastExit?.run ?? findings.overRuns.get(node.path) ?? 0,
    taken?.run ?? Number.POSITIVE_INFINITY,
  );
  const begun: ReadonlyArray<UnrecordedRun> = point?.adopted
    ? [{ run: point.adopted.run.run, startedAt: point.adopted.run.startedAt, end: null }]
    : [];
  return { steps: missedTransitions(memory, [...ends.map(unknown), ...begun], node.spec), ends };
};

/**
 * Put a node into its last state in the journal, and record its transitions from there to the state in which it was
 * found. `goesOn`: the node itself records the later ones.
 */
export const replayMissed = (
  node: TreeNode,
  memory: Memory | undefined,
  { steps, ends }: Missed,
  goesOn: boolean,
  wiring: Wiring,
): void => {
  wiring.views.changed(node);
  if (memory) node.trace.entered(memory.state, memory.since);
  const recorded = goesOn ? steps : missedUntilStopped(memory, steps);
  for (const { run, to, at, reason, exit } of recorded) {
    const entry = { run, at: at ?? Date.parse(wiring.now.wall()), reason, by: "system" };
    const step = { ...entry, ...(exit ? { exit } : {}) };
    if (hasProcess(node)) recordInHistory(node, to, step, memory, wiring);
    enter(node, to, step, wiring);
  }
  if (goesOn) node.tally = memory?.tally ?? emptyTally;
  if (!hasProcess(node)) return;
  const last = ends.at(-1);
  node.lastExit = last ? lastExit(last, atEnd(last, memory)) : (memory?.lastExit ?? null);
  if (!goesOn && memory && recorded.length > 0) rememberStopped(node, memory, recorded, wiring);
  if (goesOn) {
    node.restarts = (memory?.restarted ?? 0) + countRestarts(memory, steps);
    node.tally = ends.reduce((tally, end) => withPastEnd(tally, end, node, memory), node.tally);
  }
};

/**
 * Have it remembered that a node which is not resumed is stopped, together with the transitions that say so. Otherwise a daemon
 * that comes after this one, which may be killed, records the same end again, as one of which nothing else is known.
 */
const rememberStopped = (
  node: ProcessNode,
  memory: Memory,
  recorded: ReadonlyArray<MissedTransition>,
  { log }: Wiring,
): void => {
  const { held: _, ...rest } = memory;
  const run = recorded.at(-1)?.run ?? memory.run;
  const { since } = node.trace;
  const { lastExit: exit } = node;
  log.remember(node.path, () => ({
    ...{ ...rest, state: "stopped", since, run, lastExit: exit, nextAttemptAt: null, stop: null },
    // It is started again if it is wanted up.
    standing: null,
  }));
};

/** Add to the history of runs what a missed transition tells of a run: its start, or its end. */
const recordInHistory = (
  node: ProcessNode,
  to: ChildState,
  { run, at, reason, by, exit = unobserved }: Entry,
  memory: Memory | undefined,
  wiring: Wiring,
): void => {
  if (run === null) return;
  const state = node.trace.recorded;
  const isNotReady = memory?.run === run && memory.stop?.purpose === "not_ready";
  if (isLive(state) && !isLive(to)) recordEnd(node, run, { at, reason, exit }, { state, isNotReady }, wiring);
  if (to === "starting" && node.openRun?.run !== run) recordPastStart(node, run, { at, reason, by }, wiring);
};

const unobserved: Exit = { unknown: "it was not observed" };

/** The state of a service when an unrecorded run ended. Only the run of its memory can have been stopping. */
const stateAtEnd = ({ run }: PastEnd, memory: Memory | undefined): ChildState =>
  memory?.run === run ? memory.state : "running";

/** The same, with the purpose of the stop. */
const atEnd = (end: PastEnd, memory: Memory | undefined) => ({
  state: stateAtEnd(end, memory),
  stoppedFor: memory?.stop?.purpose ?? ("request" as const),
});

/** Count an end that no daemon has counted. */
const withPastEnd = (tally: Tally, end: PastEnd, node: ProcessNode, memory: Memory | undefined): Tally => {
  const { exit } = end;
  const kind = kindOf(node.actor.getSnapshot().context, exit);
  return withExit(tally, resultOfRun(exit, kind, atEnd(end, memory)), null);
};
