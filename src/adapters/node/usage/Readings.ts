import { performance } from "node:perf_hooks";
import type { Usage } from "../../../ports/Sampler.ts";

/** What a process has used, as its system counts it. */
export interface Counters {
  /** The start time as the system writes it: it identifies the process if its pid is reused. */
  readonly startedAt: string;
  /** How long ago that was; asked for at the first reading only. */
  readonly ageSeconds: () => number;
  readonly cpuSeconds: number;
  /** Bytes. */
  readonly memory: number;
}

/** How long a reading is reused, in ms. Systems count in steps of 10 ms: over a shorter time it would be inaccurate. */
const maxAgeMs = 500;

/** How long readings are kept after the last request for a process, in ms. */
const retentionMs = 60_000;

interface Reading {
  /** Monotonic ms. */
  readonly at: number;
  readonly startedAt: string;
  readonly usage: Usage;
}

/** Cores in use since the last reading; for the first reading, the average since the process started. */
const cpuSince = (last: Reading | null, { ageSeconds, cpuSeconds }: Counters, now: number): number => {
  const [used, seconds] =
    last === null ? [cpuSeconds, ageSeconds()] : [cpuSeconds - last.usage.cpuSeconds, (now - last.at) / 1000];
  return seconds > 0 ? used / seconds : 0;
};

/** The last readings of processes: usage is what lies between two of them. */
export class Readings {
  readonly #readings = new Map<number, Reading>();

  /** The usage of a process that was read just now; null: it has to be read. */
  recent(pid: number): Usage | null {
    const known = this.#readings.get(pid);
    return known && performance.now() - known.at < maxAgeMs ? known.usage : null;
  }

  /** The usage of a process by what it has used up to now. */
  take(pid: number, counters: Counters): Usage {
    const now = performance.now();
    const known = this.#readings.get(pid);
    const last = known?.startedAt === counters.startedAt ? known : null;
    const { startedAt, cpuSeconds, memory } = counters;
    const usage = { cpu: cpuSince(last, counters, now), cpuSeconds, memory };
    this.#readings.set(pid, { at: now, startedAt, usage });
    return usage;
  }

  /** It has exited. */
  forget(pid: number): void {
    this.#readings.delete(pid);
  }

  /** Forget those that nobody has asked for recently. */
  forgetOld(): void {
    const old = performance.now() - retentionMs;
    for (const [pid, { at }] of this.#readings) if (at < old) this.#readings.delete(pid);
  }
}
