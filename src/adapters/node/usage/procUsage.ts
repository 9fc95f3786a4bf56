import { uptime } from "node:os";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Usage } from "../../../ports/Sampler.ts";
import { readStat } from "../process/table/procfs.ts";

/** Clock ticks per second in /proc (USER_HZ): a constant of Linux's interface, independent of the kernel's timer. */
const ticksPerSecond = 100;

/** How long a reading is reused, in ms. A tick is 10 ms, so usage over a shorter time would be inaccurate. */
const maxAgeMs = 500;

/** How long readings are kept after the last request for a process, in ms. */
const retentionMs = 60_000;

/** How long reading may hold the event loop before it yields, in ms. */
const loopBudgetMs = 2;

/** The usage counters in /proc/PID/stat (proc(5)). The start time identifies the process if its pid is reused. */
interface Counters {
  readonly startedAt: number;
  readonly ticks: number;
  readonly pages: number;
}

interface Reading extends Counters {
  /** Monotonic ms. */
  readonly at: number;
  readonly usage: Usage;
}

const countersOf = (pid: number): Counters | null => {
  const stat = readStat(pid);
  if (stat === null) return null;
  // The second field is the command's name in brackets, which may contain brackets and spaces itself.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 22);
  const [user, system, startedAt, pages] = [fields[11], fields[12], fields[19], fields[21]].map(Number);
  if (user === undefined || system === undefined || startedAt === undefined || pages === undefined)
    return null;
  return { startedAt, ticks: user + system, pages };
};

/** Bytes in a page, from our own resident memory, which is known both in bytes and in pages. */
const pageSize = (): number => {
  const pages = countersOf(process.pid)?.pages ?? 0;
  return pages > 0 ? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages)) : 4096;
};

/** Cores in use since the last reading; for the first reading, the average since the process started. */
const cpuSince = (last: Reading | undefined, { startedAt, ticks }: Counters, now: number): number => {
  const [used, seconds] =
    last === undefined
      ? [ticks, uptime() - startedAt / ticksPerSecond]
      : [ticks - last.ticks, (now - last.at) / 1000];
  return seconds > 0 ? used / ticksPerSecond / seconds : 0;
};

/** A sampler that reads /proc directly, which takes a few microseconds for each process. */
export const makeProcUsage = () => {
  const bytesPerPage = pageSize();
  const readings = new Map<number, Reading>();

  const read = (pid: number): Usage | null => {
    const now = performance.now();
    const known = readings.get(pid);
    if (known && now - known.at < maxAgeMs) return known.usage;
    const counters = countersOf(pid);
    if (counters === null) {
      readings.delete(pid);
      return null;
    }
    const last = known?.startedAt === counters.startedAt ? known : undefined;
    const usage = {
      cpu: cpuSince(last, counters, now),
      cpuSeconds: counters.ticks / ticksPerSecond,
      memory: counters.pages * bytesPerPage,
    };
    readings.set(pid, { ...counters, at: now, usage });
    return usage;
  };
  const forgetOld = (): void => {
    const old = performance.now() - retentionMs;
    for (const [pid, { at }] of readings) if (at < old) readings.delete(pid);
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    const found = new Map<number, Usage>();
    let turnEnds = performance.now() + loopBudgetMs;
    for (const pid of pids) {
      const usage = read(pid);
      if (usage) found.set(pid, usage);
      if (performance.now() < turnEnds) continue;
      await nextTurn();
      turnEnds = performance.now() + loopBudgetMs;
    }
    forgetOld();
    return found;
  };
};
