import { hasEnded, readHolder } from "../../../../home/holder.ts";
import { shareNext } from "../../eventLoop/shareNext.ts";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessEntry } from "./processEntry.ts";
import { variableOf, walkProcesses } from "./processTable.ts";
import { UnrelatedPids } from "./UnrelatedPids.ts";

/** The environment variable that marks every process of a run. */
export const runVariable = "SENTINEL_RUN";

/** What identifies the processes of a run. */
export interface RunIdentity {
  readonly leader: ProcessIdentity;
  readonly mark: string;
}

/** A scanned process, and the mark in its own or an ancestor's environment; undefined: not known yet. */
interface ScannedProcess extends ProcessEntry {
  mark: string | null | undefined;
}

/** A process's mark, which never changes. */
interface KnownMark {
  readonly startedAt: string;
  readonly mark: string;
}

/** Kernel threads are children of this process and need no check. */
const kthreadd = 2;

/**
 * Finds the remaining processes of a run, wherever they are: members of its group and session, descendants as long as
 * the chain of parents is unbroken, and, after setsid and double forks, processes with its mark in their environment.
 *
 * Requests that arrive during a scan share the next one. A scan skips leaders and shims of live runs, and unrelated processes, which are the majority; and it reads each environment
 * once, because the environment of a process does not change.
 */
export class ProcessScan {
  readonly #scan = shareNext(() => this.#walk());
  /** Leaders and shims known to be alive, with their marks. */
  readonly #live = new Map<number, string>();
  /** Leaders of runs that are not over, dead or alive. */
  readonly #leaders = new Set<number>();
  readonly #unrelated = new UnrelatedPids();
  #marks = new Map<number, KnownMark>();
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  /** Track the processes of this run from now on. */
  addRun({ leader }: RunIdentity): void {
    this.#leaders.add(leader.pid);
  }

  /** Nothing of this run is left, or nothing can be done about it. */
  removeRun({ leader }: RunIdentity): void {
    this.#leaders.delete(leader.pid);
  }

  /** This process is known to be alive, as leader or shim of a run. */
  markLive(pid: number, mark: string): void {
    this.#live.set(pid, mark);
  }

  /** It has ended, or may have. */
  unmarkLive(pid: number): void {
    this.#live.delete(pid);
  }

  /** The processes of a run that are alive now, except those marked live. Rejects when /proc can't be read. */
  async remainingProcesses(kin: RunIdentity): Promise<ReadonlyArray<ProcessEntry>> {
    const seen = await this.#scan();
    const found = [...seen.values()].filter((process) => belongsTo(process, kin, seen));
    // Most runs leave nothing behind, and ownership need not be checked.
    return found.length === 0 || this.#ownsHome()
      ? found
      : found.filter((process) => belongsTo(process, { ...kin, mark: null }, seen));
  }

  /**
   * False once another daemon holds the home, deleted and recreated: its runs have the same marks as this daemon's.
   */
  #ownsHome(): boolean {
    const holder = readHolder(this.#home);
    return holder === null || holder.pid === process.pid || hasEnded(holder);
  }

  async #walk(): Promise<ReadonlyMap<number, ScannedProcess>> {
    const seen = new Map<number, ScannedProcess>();
    this.#unrelated.beginScan();
    const skip = (pid: number): boolean =>
      pid === process.pid || this.#live.has(pid) || this.#unrelated.has(pid);
    await walkProcesses(skip, (entry) => {
      const mark = entry.parent === kthreadd ? null : this.#markOf(entry);
      seen.set(entry.pid, { ...entry, mark });
    });
    for (const found of seen.values()) {
      if (typeof found.mark !== "string") found.mark = this.#inheritedMark(found, seen) ?? found.mark;
    }
    this.#keepResults(seen);
    return seen;
  }

  #keepResults(seen: ReadonlyMap<number, ScannedProcess>): void {
    this.#marks = new Map();
    for (const { pid, startedAt, mark, group, session } of seen.values()) {
      if (mark?.startsWith(`${this.#home}:`)) this.#marks.set(pid, { startedAt, mark });
      else if (mark !== undefined && !this.#leaders.has(group) && !this.#leaders.has(session)) {
        this.#unrelated.add(pid);
      }
    }
  }

  #markOf({ pid, startedAt }: ProcessEntry): string | null | undefined {
    const known = this.#marks.get(pid);
    return known?.startedAt === startedAt ? known.mark : variableOf(pid, runVariable);
  }

  /** The mark of the nearest ancestor that has one: a program may clear its children's environment. */
  #inheritedMark({ parent }: ScannedProcess, seen: ReadonlyMap<number, ScannedProcess>): string | null {
    for (let pid = parent; ; ) {
      const ancestor = seen.get(pid);
      const mark = this.#live.get(pid) ?? ancestor?.mark;
      if (typeof mark === "string") return mark;
      if (ancestor === undefined) return null;
      pid = ancestor.parent;
    }
  }
}

/**
 * A group or session keeps its leader's number after the leader's end, and the kernel does not reuse that number
 * meanwhile. So another process with that number proves that both are gone.
 */
const belongsTo = (
  process: ScannedProcess,
  { leader, mark }: Pick<RunIdentity, "leader"> & { readonly mark: string | null },
  seen: ReadonlyMap<number, ScannedProcess>,
): boolean => {
  if (mark !== null && process.mark === mark) return true;
  const holder = seen.get(leader.pid);
  if (holder && holder.startedAt !== leader.startedAt) return false;
  return process.group === leader.pid || process.session === leader.pid || process.parent === leader.pid;
};
