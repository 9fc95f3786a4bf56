import { bySystem } from "../../../../system.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { shareNext } from "../../eventLoop/shareNext.ts";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessSource } from "./ProcessSource.ts";
import type { ProcessEntry } from "./processEntry.ts";
import { forksSoFar, lastPid, pidMax, procfs } from "./procfs.ts";
import { ps } from "./ps.ts";

const source = bySystem<ProcessSource>({ linux: procfs, darwin: ps });

/**
 * Whether a process is alive: the same pid with the same start time. Unknown when out of descriptors, or when the
 * system refuses to say.
 */
export type StateOf = (identity: ProcessIdentity) => "alive" | "gone" | "unknown";

/** Whether this process is alive. With ps, that is a process for one answer: see `statesNow`. */
export const stateOf: StateOf = ({ pid, startedAt }) => {
  try {
    return source.identityOf(pid)?.startedAt === startedAt ? "alive" : "gone";
  } catch {
    return "unknown";
  }
};

/** One listing for many questions. What it lacks may have started since, and is asked for by itself. */
const statesByListing = async (): Promise<StateOf> => {
  const listed = new Map((await ps.entries()).map((entry) => [entry.pid, entry]));
  return (identity) => {
    const found = listed.get(identity.pid);
    return found?.startedAt === identity.startedAt && !found.isDead ? "alive" : stateOf(identity);
  };
};

const sharedListing = shareNext(statesByListing);

/** Answers for many processes at once; they may be as old as this call. */
export const statesNow = bySystem<() => Promise<StateOf>>({
  linux: async () => stateOf,
  darwin: () => sharedListing().catch(() => () => "unknown"),
});

/** See ProcessSource. */
export const { commandOf, bootId, variableOf } = source;

/** How far the system has come in assigning pids, which it does in ascending order. */
export interface PidCursor {
  readonly last: number;
  readonly forks: number;
}

/** The current position; null if the system does not report it. */
export const pidCursor = (): PidCursor | null => {
  const cursor = { last: lastPid(), forks: forksSoFar() };
  return Number.isNaN(cursor.last + cursor.forks) ? null : cursor;
};

/** If fewer processes than this were forked, the pids can't have wrapped around, unless more than half are in use. */
export const halfOfAllPids = pidMax() / 2;

/** How long a walk holds the event loop before it yields, in ms. */
const walkBudget = 2;

/** Visit every live process, except those to skip. Yields to the event loop. */
export const walkProcesses = async (
  skip: (pid: number) => boolean,
  visit: (entry: ProcessEntry) => void,
): Promise<void> => {
  const entries = await source.entries(skip);
  const budget = new LoopBudget(walkBudget);
  for (const entry of entries) {
    if (entry && !entry.isDead && !skip(entry.pid)) visit(entry);
    if (budget.isSpent) await budget.yield();
  }
};
