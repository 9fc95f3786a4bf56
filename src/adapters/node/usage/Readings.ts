import { performance } from "node:perf_hooks";
import type { Usage } from "../../../ports/Sampler.ts";
import type { ProcessCounters } from "./ProcessCounters.ts";

/** How long a reading is reused, in ms. Systems count in steps of 10 ms: over a shorter time it would be inaccurate. */
const maxAgeMs = 500;

/** How long readings are kept after the last request for a run, in ms. */
const retentionMs = 60_000;

interface Reading {
  /** Monotonic ms. */
  readonly at: number;
  readonly startedAt: string;
  /** The sum of what its processes have used: it is smaller than before if one has ended that nobody waited for. */
  readonly counted: number;
  readonly usage: Usage;
}

const sum = (members: ReadonlyArray<ProcessCounters>, of: (process: ProcessCounters) => number): number =>
  members.reduce((total, process) => total + of(process), 0);

/** The last readings of runs, by the pid of their first process: usage is what lies between two of them. */
export class Readings {
  readonly #readings = new Map<number, Reading>();

  /** The usage of a run that was read just now; null: it has to be read. */
  recent(pid: number): Usage | null {
    const known = this.#readings.get(pid);
    return known && performance.now() - known.at < maxAgeMs ? known.usage : null;
  }

  /** The usage of a run by what its processes have used up to now. `openFiles`: null if it is not known. */
  take(
    leader: ProcessCounters,
    members: ReadonlyArray<ProcessCounters>,
    openFiles: number | null = null,
  ): Usage {
    const now = performance.now();
    const known = this.#readings.get(leader.pid);
    const last = known?.startedAt === leader.startedAt ? known : null;
    const counted = sum(members, ({ cpuSeconds }) => cpuSeconds);
    const used = Math.max(0, counted - (last?.counted ?? 0));
    // The first reading is about the time since its start.
    const seconds = last === null ? leader.ageSeconds() : (now - last.at) / 1000;
    const usage = {
      cpu: seconds > 0 ? used / seconds : 0,
      cpuSeconds: (last?.usage.cpuSeconds ?? 0) + used,
      memory: sum(members, ({ memory }) => memory),
      descendants: members.length - 1,
      openFiles,
    };
    this.#readings.set(leader.pid, { at: now, startedAt: leader.startedAt, counted, usage });
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
