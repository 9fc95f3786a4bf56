import type { ProcessEntry } from "./processEntry.ts";
import { variableOf, walkProcesses } from "./processTable.ts";
import type { Identity } from "./shimStatus.ts";
import { Strangers } from "./strangers.ts";

/** The variable that marks every process of a run. */
export const runVariable = "SENTINEL_RUN";

/** What the processes of a run are known by. */
export interface Kin {
  readonly leader: Identity;
  readonly mark: string;
}

/** A process of a walk, and the run that its environment or an ancestor's names; undefined: can't be told yet. */
interface Seen extends ProcessEntry {
  mark: string | null | undefined;
}

/** What was found out about a process once, and stays true. */
interface Marked {
  readonly startedAt: string;
  readonly mark: string;
}

/** Nothing is asked of the kernel's threads: they are children of this one. */
const threadKeeper = 2;

/**
 * Finds what is left of a run, wherever it has gone: members of its group and session, descendants while
 * the chain of parents holds, and, after setsid and double forks, whoever has its mark in the environment.
 *
 * A walk through all processes is shared by every question that comes while the one before it is under
 * way, so a thousand ends at once cost two walks. It leaves out leaders and shims of live runs, and strangers,
 * which are the most; and it looks into an environment once, since what a process was started with stays.
 */
export class Survey {
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<ReadonlyMap<number, Seen>> | null = null;
  /** Leaders and shims that are certainly alive, with their mark. */
  readonly #live = new Map<number, string>();
  /** Leaders of runs that are not over, dead or alive. */
  readonly #leaders = new Set<number>();
  readonly #strangers = new Strangers();
  #marks = new Map<number, Marked>();
  readonly #home: string;

  constructor(home: string) {
    this.#home = home;
  }

  /** Look out for the processes of this run from now on. */
  follow({ leader }: Kin): void {
    this.#leaders.add(leader.pid);
  }

  /** Nothing of this run is left, or nothing can be done about it. */
  unfollow({ leader }: Kin): void {
    this.#leaders.delete(leader.pid);
  }

  /** This process certainly lives, as leader or shim of a run: it is known, and nobody's leftover. */
  live(pid: number, mark: string): void {
    this.#live.set(pid, mark);
  }

  /** It has ended, or may have. */
  notLive(pid: number): void {
    this.#live.delete(pid);
  }

  /** The processes of a run that live now, but for those said to be live. Rejects when /proc can't be read. */
  async remnantsOf(kin: Kin): Promise<ReadonlyArray<ProcessEntry>> {
    const seen = await this.#look();
    return [...seen.values()].filter((process) => belongs(process, kin, seen));
  }

  #look(): Promise<ReadonlyMap<number, Seen>> {
    this.#next ??= this.#current.then(() => {
      this.#next = null;
      const walking = this.#walk();
      this.#current = walking.catch(() => undefined);
      return walking;
    });
    return this.#next;
  }

  async #walk(): Promise<ReadonlyMap<number, Seen>> {
    const seen = new Map<number, Seen>();
    this.#strangers.begin();
    const skip = (pid: number): boolean =>
      pid === process.pid || this.#live.has(pid) || this.#strangers.has(pid);
    await walkProcesses(skip, (entry) => {
      const mark = entry.parent === threadKeeper ? null : this.#markOf(entry);
      seen.set(entry.pid, { ...entry, mark });
    });
    for (const found of seen.values()) {
      if (typeof found.mark !== "string") found.mark = this.#inherited(found, seen) ?? found.mark;
    }
    this.#remember(seen);
    return seen;
  }

  #remember(seen: ReadonlyMap<number, Seen>): void {
    this.#marks = new Map();
    for (const { pid, startedAt, mark, group, session } of seen.values()) {
      if (mark?.startsWith(`${this.#home}:`)) this.#marks.set(pid, { startedAt, mark });
      else if (mark !== undefined && !this.#leaders.has(group) && !this.#leaders.has(session)) {
        this.#strangers.add(pid);
      }
    }
  }

  #markOf({ pid, startedAt }: ProcessEntry): string | null | undefined {
    const known = this.#marks.get(pid);
    return known?.startedAt === startedAt ? known.mark : variableOf(pid, runVariable);
  }

  /** The mark of the nearest ancestor that has one: a program may clear its children's environment. */
  #inherited({ parent }: Seen, seen: ReadonlyMap<number, Seen>): string | null {
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
 * A group or session lives on under its leader's number after the leader, and the kernel gives that number
 * to nobody else as long. So a process that has the number and is another one proves that both are gone.
 */
const belongs = (process: Seen, { leader, mark }: Kin, seen: ReadonlyMap<number, Seen>): boolean => {
  if (process.mark === mark) return true;
  const holder = seen.get(leader.pid);
  if (holder && holder.startedAt !== leader.startedAt) return false;
  return process.group === leader.pid || process.session === leader.pid || process.parent === leader.pid;
};
