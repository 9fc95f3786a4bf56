import { existsSync } from "node:fs";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessEntry } from "./processEntry.ts";
import * as procfs from "./procfs.ts";
import * as ps from "./ps.ts";

const hasProc = existsSync("/proc/self/stat");

/** The identity of a live process; null if it is gone. */
const identityOf = hasProc ? procfs.identityOf : ps.identityOf;

/** Whether this process is alive: the same pid with the same start time. Unknown when out of descriptors. */
export const stateOf = ({ pid, startedAt }: ProcessIdentity): "alive" | "gone" | "unknown" => {
  try {
    return identityOf(pid)?.startedAt === startedAt ? "alive" : "gone";
  } catch {
    return "unknown";
  }
};

/** The program that a process runs, with its first argument unless that is an option; null if it is gone. */
export const commandOf = hasProc ? procfs.commandOf : ps.commandOf;

/** Identifies this boot of the machine. */
export const bootId = hasProc ? procfs.bootId : ps.bootId;

/** How far the system has come in assigning pids, which it does in ascending order. */
export interface PidCursor {
  readonly last: number;
  readonly forks: number;
}

/** The current position; null if the system does not report it. */
export const pidCursor = (): PidCursor | null => {
  const cursor = { last: procfs.lastPid(), forks: procfs.forksSoFar() };
  return Number.isNaN(cursor.last + cursor.forks) ? null : cursor;
};

/** If fewer processes than this were forked, the pids can't have wrapped around, unless more than half are in use. */
export const halfOfAllPids = procfs.pidMax() / 2;

/** How long a walk holds the event loop before it yields, in ms. */
const walkBudget = 2;

/** Visit every live process, except those to skip. Yields to the event loop. */
export const walkProcesses = async (
  skip: (pid: number) => boolean,
  visit: (entry: ProcessEntry) => void,
): Promise<void> => {
  const entries = hasProc ? procfs.allPids() : await ps.allEntries();
  const budget = new LoopBudget(walkBudget);
  for (const found of entries) {
    const entry = typeof found !== "number" ? found : skip(found) ? null : procfs.entryOf(found);
    if (entry && !entry.isDead && !skip(entry.pid)) visit(entry);
    if (budget.isSpent) await budget.yield();
  }
};

/** A variable of a process's environment; see procfs.ts. Not available without /proc. */
export const variableOf = hasProc ? procfs.variableOf : () => null;
