import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ProcessEntry } from "./processEntry.ts";
import * as procfs from "./procfs.ts";
import * as ps from "./ps.ts";
import type { Identity } from "./shimStatus.ts";

const hasProc = existsSync("/proc/self/stat");

/** The identity of a live process; null when it is gone. */
const identityOf = hasProc ? procfs.identityOf : ps.identityOf;

/** Whether this very process lives: the same pid, started at the same time. Without descriptors nobody knows. */
export const lifeOf = ({ pid, startedAt }: Identity): "alive" | "gone" | "unknown" => {
  try {
    return identityOf(pid)?.startedAt === startedAt ? "alive" : "gone";
  } catch {
    return "unknown";
  }
};

/** What tells this boot of the machine from any other. */
export const bootId = hasProc ? procfs.bootId : ps.bootId;

/** How far the system has come in giving out numbers to processes, which it does in turn. */
export interface PidCursor {
  readonly last: number;
  readonly forks: number;
}

/** Where it is now; null where that isn't told. */
export const pidCursor = (): PidCursor | null => {
  const cursor = { last: procfs.lastPid(), forks: procfs.forksSoFar() };
  return Number.isNaN(cursor.last + cursor.forks) ? null : cursor;
};

/** So many processes can't have used up all numbers, if fewer than half of them are in use. */
export const halfALap = procfs.pidMax() / 2;

/** How long a walk holds the event loop before it gives others a turn, in ms. */
const slice = 2;

/** Every live process, but those to be skipped. `visit` is called in slices that never stall the event loop. */
export const walkProcesses = async (
  skip: (pid: number) => boolean,
  visit: (entry: ProcessEntry) => void,
): Promise<void> => {
  const entries = hasProc ? procfs.allPids() : await ps.allEntries();
  let turnEnds = performance.now() + slice;
  for (const found of entries) {
    const entry = typeof found !== "number" ? found : skip(found) ? null : procfs.entryOf(found);
    if (entry && !entry.isDead && !skip(entry.pid)) visit(entry);
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    turnEnds = performance.now() + slice;
  }
};

/** A variable of a process's environment; see procfs.ts. Elsewhere nobody can look into another's. */
export const variableOf = hasProc ? procfs.variableOf : () => null;
