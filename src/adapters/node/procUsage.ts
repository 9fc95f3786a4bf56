import { uptime } from "node:os";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Usage } from "../../ports/Sampler.ts";
import { readStat } from "./process/procfs.ts";

/** Clock ticks a second in /proc (USER_HZ): part of Linux's interface, whatever the kernel counts by. */
const ticksPerSecond = 100;

/** For how long a reading is good, in ms: a tick is 10 ms, so two readings close together say nothing. */
const goodFor = 500;

/** How long readings of processes that nobody asks about any more are kept, in ms. */
const keptFor = 60_000;

/** How long reading holds the event loop before it gives others a turn, in ms. */
const slice = 2;

/** What /proc/PID/stat says of a process's use (proc(5)); the start tells it from others of its number. */
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
  // The second field is the command's name, which may hold anything, brackets and spaces too.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 22);
  const [user, system, startedAt, pages] = [fields[11], fields[12], fields[19], fields[21]].map(Number);
  if (user === undefined || system === undefined || startedAt === undefined || pages === undefined)
    return null;
  return { startedAt, ticks: user + system, pages };
};

/** Bytes in a page: the system tells our own size in bytes and in pages. */
const pageSize = (): number => {
  const pages = countersOf(process.pid)?.pages ?? 0;
  return pages > 0 ? 2 ** Math.round(Math.log2(process.memoryUsage.rss() / pages)) : 4096;
};

/** Cores in use since the last reading; on average since its start, for the first. */
const cpuSince = (last: Reading | undefined, { startedAt, ticks }: Counters, now: number): number => {
  const [used, seconds] =
    last === undefined
      ? [ticks, uptime() - startedAt / ticksPerSecond]
      : [ticks - last.ticks, (now - last.at) / 1000];
  return seconds > 0 ? used / ticksPerSecond / seconds : 0;
};

/** A sampler that reads /proc itself, a few microseconds a process. */
export const makeProcUsage = () => {
  const bytesPerPage = pageSize();
  const readings = new Map<number, Reading>();

  const read = (pid: number): Usage | null => {
    const counters = countersOf(pid);
    if (counters === null) {
      readings.delete(pid);
      return null;
    }
    const now = performance.now();
    const known = readings.get(pid);
    const last = known?.startedAt === counters.startedAt ? known : undefined;
    if (last && now - last.at < goodFor) return last.usage;
    const usage = { cpu: cpuSince(last, counters, now), memory: counters.pages * bytesPerPage };
    readings.set(pid, { ...counters, at: now, usage });
    return usage;
  };
  const forgetOld = (): void => {
    const old = performance.now() - keptFor;
    for (const [pid, { at }] of readings) if (at < old) readings.delete(pid);
  };

  return async (pids: ReadonlyArray<number>): Promise<ReadonlyMap<number, Usage>> => {
    const found = new Map<number, Usage>();
    let turnEnds = performance.now() + slice;
    for (const pid of pids) {
      const usage = read(pid);
      if (usage) found.set(pid, usage);
      if (performance.now() < turnEnds) continue;
      await nextTurn();
      turnEnds = performance.now() + slice;
    }
    forgetOld();
    return found;
  };
};
