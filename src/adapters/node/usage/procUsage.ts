import { uptime } from "node:os";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Usage } from "../../../ports/Sampler.ts";
import { readStat } from "../process/table/procfs.ts";
import { type Counters, Readings } from "./Readings.ts";

/** Clock ticks per second in /proc (USER_HZ): a constant of Linux's interface, independent of the kernel's timer. */
const ticksPerSecond = 100;

/** How long reading may hold the event loop before it yields, in ms. */
const loopBudgetMs = 2;

/** The usage counters in /proc/PID/stat (proc(5)), with memory in pages. */
const countersOf = (pid: number): (Omit<Counters, "memory"> & { readonly pages: number }) | null => {
  const stat = readStat(pid);
  if (stat === null) return null;
  // The second field is the command's name in brackets, which may contain brackets and spaces itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 22);
  const startedAt = fields[19];
  const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number);
  if (user === undefined || system === undefined || startedAt === undefined || pages === undefined)
    return null;
  return {
    startedAt,
    ageSeconds: () => uptime() - Number(startedAt) / ticksPerSecond,
    cpuSeconds: (user + system) / ticksPerSecond,
    pages,
  };
};

/** Bytes in a page, from our own resident memory, which is known both in bytes and in pages. */
const pageSize = (): number => {
  const pages = countersOf(process.pid)?.pages ?? 0;
  return pages > 0 ? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages)) : 4096;
};

/** A sampler that reads /proc directly, which takes a few microseconds for each process. */
export const makeProcUsage = () => {
  const bytesPerPage = pageSize();
  const readings = new Readings();

  const read = (pid: number): Usage | null => {
    const counters = countersOf(pid);
    if (counters !== null) return readings.take(pid, { ...counters, memory: counters.pages * bytesPerPage });
    readings.forget(pid);
    return null;
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    const found = new Map<number, Usage>();
    let turnEnds = performance.now() + loopBudgetMs;
    for (const pid of pids) {
      const usage = readings.recent(pid) ?? read(pid);
      if (usage) found.set(pid, usage);
      if (performance.now() < turnEnds) continue;
      await nextTurn();
      turnEnds = performance.now() + loopBudgetMs;
    }
    readings.forgetOld();
    return found;
  };
};
