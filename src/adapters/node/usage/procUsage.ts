import { uptime } from "node:os";
import type { Usage } from "../../../ports/machine/Sampler.ts";
import { LoopBudget } from "../eventLoop/LoopBudget.ts";
import { runVariable } from "../process/table/ProcessScan.ts";
import { allPids, readStat, variableOf } from "../process/table/procfs.ts";
import { UnrelatedPids } from "../process/table/UnrelatedPids.ts";
import { diskBytesOf } from "./diskBytes.ts";
import { membersOf } from "./members.ts";
import { openFilesOf } from "./openFiles.ts";
import type { ProcessCounters } from "./ProcessCounters.ts";
import { type FilesAndDisks, Readings } from "./Readings.ts";

/** Clock ticks per second in /proc (USER_HZ): a constant of Linux's interface, independent of the kernel's timer. */
const ticksPerSecond = 100;

/** How long reading may hold the event loop before it yields, in ms. */
const loopBudgetMs = 2;

/** The counters in /proc/PID/stat (proc(5)); null if the process has ended. */
const countersOf = (pid: number, bytesPerPage: number): ProcessCounters | null => {
  const stat = readStat(pid);
  if (stat === null) return null;
  // The second field is the command's name in brackets, which may contain brackets and spaces itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 22);
  const [state, startedAt] = [fields[0], fields[19]];
  if (startedAt === undefined || state === "Z" || state === "X") return null;
  const number = (index: number): number => Number(fields[index]);
  return {
    ...{ pid, startedAt, parent: number(1), group: number(2), session: number(3) },
    ageSeconds: () => uptime() - Number(startedAt) / ticksPerSecond,
    cpuSeconds: (number(11) + number(12) + number(13) + number(14)) / ticksPerSecond,
    memory: number(21) * bytesPerPage,
  };
};

/** Bytes in a page, from our own resident memory, which is known both in bytes and in pages. */
const pageSize = (): number => {
  const pages = countersOf(process.pid, 1)?.memory ?? 0;
  return pages > 0 ? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages)) : 4096;
};

/** The home in the mark of a run, `HOME:PATH:NUMBER`; empty without a mark. */
const homeIn = (mark: string | null | undefined): string => mark?.split(":").slice(0, -2).join(":") ?? "";

/** What is known, added up; null if nothing is. */
const plus = (total: number | null, more: number | null): number | null =>
  more === null ? total : (total ?? 0) + more;

interface KnownMark {
  readonly startedAt: string;
  readonly mark: string | null;
}

/**
 * A sampler that reads /proc directly, once for all runs. After its first sample it reads only new processes and those of
 * runs: a process without the mark of a run that belongs to none never will.
 */
export const makeProcUsage = () => {
  const bytesPerPage = pageSize();
  const readings = new Readings();
  const unrelated = new UnrelatedPids();
  let marks = new Map<number, KnownMark>();

  const walk = async (
    leaders: ReadonlySet<number>,
    budget: LoopBudget,
  ): Promise<ReadonlyMap<number, ProcessCounters>> => {
    unrelated.beginScan();
    const seen = new Map<number, ProcessCounters>();
    for (const pid of allPids()) {
      if (unrelated.has(pid) && !leaders.has(pid)) continue;
      const counters = countersOf(pid, bytesPerPage);
      if (counters !== null) seen.set(pid, counters);
      if (budget.isSpent) await budget.yield();
    }
    return seen;
  };

  const group = (seen: ReadonlyMap<number, ProcessCounters>, leaders: ReadonlySet<number>) => {
    const read = new Map<number, KnownMark>();
    // The environment of a process does not change.
    const markOf = ({ pid, startedAt }: ProcessCounters): string | null => {
      const known = read.get(pid) ?? marks.get(pid);
      const mark = known?.startedAt === startedAt ? known.mark : variableOf(pid, runVariable);
      // Not known yet: it is asked again.
      if (mark === undefined) return null;
      read.set(pid, { startedAt, mark });
      return mark;
    };
    const { members, shims, others } = membersOf(seen, leaders, markOf);
    const homes = new Set(
      [...leaders].map((pid) => homeIn(read.get(pid)?.mark)).filter((home) => home !== ""),
    );
    for (const { pid } of others) {
      const mark = read.get(pid)?.mark;
      if (shims.has(pid) || (mark !== undefined && !homes.has(homeIn(mark)))) unrelated.add(pid);
    }
    marks = read;
    return members;
  };

  const filesAndDisks = (members: ReadonlyArray<ProcessCounters>): FilesAndDisks => {
    let openFiles: number | null = null;
    let readBytes: number | null = null;
    let writtenBytes: number | null = null;
    for (const { pid } of members) {
      openFiles = plus(openFiles, openFilesOf(pid));
      const disk = diskBytesOf(pid);
      readBytes = plus(readBytes, disk?.read ?? null);
      writtenBytes = plus(writtenBytes, disk?.written ?? null);
    }
    return { openFiles, readBytes, writtenBytes };
  };

  const readAll = async (pids: ReadonlyArray<number>): Promise<void> => {
    const leaders = new Set(pids);
    const budget = new LoopBudget(loopBudgetMs);
    const seen = await walk(leaders, budget);
    const members = group(seen, leaders);
    for (const pid of pids) {
      const leader = seen.get(pid);
      const own = members.get(pid);
      if (readings.recent(pid) !== null) continue;
      if (leader && own) readings.take(leader, own, filesAndDisks(own));
      else readings.forget(pid);
      if (budget.isSpent) await budget.yield();
    }
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    if (pids.some((pid) => readings.recent(pid) === null)) await readAll(pids);
    readings.forgetOld();
    return new Map(
      pids.flatMap((pid) => {
        const usage = readings.recent(pid);
        return usage ? [[pid, usage] as const] : [];
      }),
    );
  };
};
