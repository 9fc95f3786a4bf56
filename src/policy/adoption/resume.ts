import type { Memory } from "../../domain/stored/Memory.ts";
import type { ProcessSpec, Ready, Strategy } from "../../domain/tree/ChildSpec.ts";
import type { ChildState, Standing } from "../../domain/tree/State.ts";
import type { Restarted } from "../restart/intensity.ts";
import type { Roster } from "../restart/roster.ts";
import { restartGroup, restartsAlone } from "../restart/strategy.ts";

/** A run that an earlier daemon left behind. Times are ms since the epoch. */
export interface LeftoverRun {
  readonly run: number;
  readonly startedAt: number;
  readonly life: "live" | "ended";
  readonly endedAt: number | null;
  readonly hasSaidReady: boolean;
}

/** How a service resumes: with the run that was left, at rest, or by a new start. */
type Resumption =
  | { readonly kind: "adopt"; readonly phase: "starting" | "running" | "stopping" }
  /** Its start was on hold, and has no run yet. */
  | { readonly kind: "held" }
  | { readonly kind: "rest"; readonly state: "stopped" | "backoff" | "failed" | "finished" }
  | { readonly kind: "afresh" };

const afresh: Resumption = { kind: "afresh" };

/** Whether a run became ready before it ended, or is ready now. */
const wasReady = (ready: Ready, { startedAt, endedAt, hasSaidReady }: LeftoverRun, now: number): boolean =>
  ready.kind === "alive" ? (endedAt ?? now) - startedAt >= ready.minUptimeMs : hasSaidReady;

/**
 * How a service resumes after its daemon was killed. Its memory may be some milliseconds out of date, so the run decides
 * if the two differ: a run that the memory lacks was started later.
 */
export const resumption = (
  memory: Memory | undefined,
  left: LeftoverRun | undefined,
  { ready, hooks }: Pick<ProcessSpec, "ready" | "hooks">,
  now: number,
): Resumption => {
  if (memory && isStartHeld(memory) && (left?.run ?? 0) <= (memory.run ?? 0)) return { kind: "held" };
  if (!left) return memory && isAtRest(memory.state) ? { kind: "rest", state: memory.state } : afresh;
  // Its start is complete only after its after_start hook, which is run again if that is not known.
  const isComplete = hooks?.after_start === undefined && wasReady(ready, left, now);
  const begun: Resumption = { kind: "adopt", phase: isComplete ? "running" : "starting" };
  if (!memory || memory.run === null || left.run > memory.run) return begun;
  if (memory.state === "stopping") return { kind: "adopt", phase: "stopping" };
  // Its exit was handled already, unless it is alive.
  if (isAtRest(memory.state) && left.life === "ended") return { kind: "rest", state: memory.state };
  return memory.state === "running" ? { kind: "adopt", phase: "running" } : begun;
};

/** Whether the memory is that of a start on hold, which has no run yet. */
export const isStartHeld = ({ state, held }: Pick<Memory, "state" | "held">): boolean =>
  state === "starting" && held !== undefined;

type Resting = Extract<Resumption, { kind: "rest" }>["state"];

const isAtRest = (state: ChildState): state is Resting =>
  state === "stopped" || state === "backoff" || state === "failed" || state === "finished";

/**
 * The number of failures that a killed daemon followed by a restart but did not store. There is one for each newer run;
 * but if no run was in progress, the first of them was started without a failure, or after a stored one.
 */
export const unrecordedFailures = (memory: Memory | undefined, lastRun: number): number => {
  if (!memory?.run) return 0;
  const begun = lastRun - memory.run;
  const hadRun = memory.state === "running" || (memory.state === "starting" && !isStartHeld(memory));
  return Math.max(0, hadRun ? begun : begun - 1);
};

/** A child with failures that a killed daemon did not store. */
interface Missed {
  readonly id: string;
  readonly failures: number;
  /** When it was restarted after the last of them, ms since the epoch. */
  readonly at: number;
}

/**
 * The restarts to count for these failures, by child. If a restart includes siblings, their newer runs result from the
 * same failure: it is counted once, for the first child that may have caused it.
 */
export const attributeFailures = (
  strategy: Strategy,
  missed: ReadonlyArray<Missed>,
): ReadonlyMap<string, ReadonlyArray<Restarted>> => {
  const most = Math.max(0, ...missed.map(({ failures }) => failures));
  const first = missed.find(({ failures }) => failures === most);
  const culprits = restartsAlone(strategy) ? missed : first ? [first] : [];
  return new Map(
    culprits.map(({ id, failures, at }) => [id, Array.from({ length: failures }, () => ({ child: id, at }))]),
  );
};

/** The standing of a member whose node resumes in this state, which differs from the stored one. */
export const standingFor = (
  state: ChildState,
  restart: "permanent" | "transient" | "temporary",
): Standing => {
  switch (state) {
    case "starting":
    case "stopping":
    case "failed":
      return state;
    case "running":
      return "up";
    case "backoff":
      return "waiting";
    case "finished":
      return restart === "temporary" ? "dropped" : "finished";
    case "stopped":
      return "down";
  }
};

/**
 * The members that a resumed supervisor has to start: those that are down, or will be after a stop in progress that they
 * were only included in; but not those that wait for a sibling in backoff.
 */
export const membersToStart = (strategy: Strategy, roster: Roster): ReadonlyArray<string> => {
  const order = roster.map(({ id }) => id);
  const waiting = restartsAlone(strategy) ? [] : roster.filter(({ standing }) => standing === "waiting");
  const held = new Set(waiting.flatMap(({ id }) => restartGroup(strategy, order, id)));
  const down = roster.filter(
    ({ id, wanted, standing }) =>
      wanted === "up" && (standing === "down" || standing === "stopping") && !held.has(id),
  );
  return down.map(({ id }) => id);
};
