import type { Ready, Strategy } from "../domain/ChildSpec.ts";
import type { Memory } from "../domain/Memory.ts";
import type { ChildState, Standing } from "../domain/State.ts";
import type { Restarted } from "./intensity.ts";
import type { Roster } from "./roster.ts";
import { restartGroup, restartsAlone } from "./strategy.ts";

/** A run that an earlier daemon has left, as far as it matters here. Times are ms since the epoch. */
export interface Leftover {
  readonly run: number;
  readonly startedAt: number;
  readonly life: "live" | "ended";
  readonly endedAt: number | null;
  readonly hasSaidReady: boolean;
}

/** How a service is taken up: with the run that was left, at rest, or not at all, to be started anew. */
type Resumption =
  | { readonly kind: "adopt"; readonly phase: "starting" | "running" | "stopping" }
  | { readonly kind: "rest"; readonly state: "stopped" | "backoff" | "failed" | "finished" }
  | { readonly kind: "afresh" };

const afresh: Resumption = { kind: "afresh" };

/** Whether a run's start was complete, when it ended or now. */
const wasReady = (ready: Ready, { startedAt, endedAt, hasSaidReady }: Leftover, now: number): boolean =>
  ready.kind === "alive" ? (endedAt ?? now) - startedAt >= ready.minUptimeMs : hasSaidReady;

/**
 * Where a service goes on after its daemon was killed. What it remembered may be some milliseconds older than
 * what it did, so the run decides where the two differ: a run that memory does not know was started after.
 */
export const resumption = (
  memory: Memory | undefined,
  left: Leftover | undefined,
  ready: Ready,
  now: number,
): Resumption => {
  if (!left) return memory && isAtRest(memory.state) ? { kind: "rest", state: memory.state } : afresh;
  const begun: Resumption = { kind: "adopt", phase: wasReady(ready, left, now) ? "running" : "starting" };
  if (!memory || memory.run === null || left.run > memory.run) return begun;
  if (memory.state === "stopping") return { kind: "adopt", phase: "stopping" };
  // Its end had been seen to, unless it lives.
  if (isAtRest(memory.state) && left.life === "ended") return { kind: "rest", state: memory.state };
  return memory.state === "running" ? { kind: "adopt", phase: "running" } : begun;
};

type Resting = Extract<Resumption, { kind: "rest" }>["state"];

const isAtRest = (state: ChildState): state is Resting =>
  state === "stopped" || state === "backoff" || state === "failed" || state === "finished";

/**
 * The failures that a killed daemon has answered with a restart but had no time to remember. There are as many
 * as there are newer runs; but what was not running already has begun its first one without a failure, or by
 * one that is remembered.
 */
export const unremembered = (memory: Memory | undefined, lastRun: number): number => {
  if (!memory?.run) return 0;
  const begun = lastRun - memory.run;
  return Math.max(0, memory.state === "starting" || memory.state === "running" ? begun : begun - 1);
};

/** A child of whose failures its supervisor's killed daemon had no time to remember so many. */
interface Missed {
  readonly id: string;
  readonly failures: number;
  /** When the last of them was answered, ms since the epoch. */
  readonly at: number;
}

/**
 * Whose failures those were. Where a restart takes others along, their newer runs come of the same failure: it
 * is counted once, for the first that may have caused it.
 */
export const failuresAmong = (
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

/** Where a member stands whose node is taken up in this state, which is not the one that is remembered. */
export const standingIn = (state: ChildState, restart: "permanent" | "transient" | "temporary"): Standing => {
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
 * The members that a supervisor which is taken up has to start: those that are down, or will be because a stop
 * that was not for their own sake is under way; but not if they wait for one before them whose pause is not
 * over.
 */
export const dueOnResume = (strategy: Strategy, roster: Roster): ReadonlySet<string> => {
  const order = roster.map(({ id }) => id);
  const waiting = restartsAlone(strategy) ? [] : roster.filter(({ standing }) => standing === "waiting");
  const held = new Set(waiting.flatMap(({ id }) => restartGroup(strategy, order, id)));
  const down = roster.filter(
    ({ id, wanted, standing }) =>
      wanted === "up" && (standing === "down" || standing === "stopping") && !held.has(id),
  );
  return new Set(down.map(({ id }) => id));
};
