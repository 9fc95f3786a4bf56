import { performance } from "node:perf_hooks";
import type { Usage } from "../../../ports/machine/Sampler.ts";
import type { ProcessCounters } from "./ProcessCounters.ts";

/** How long a reading is reused, in ms. Systems count in steps of 10 ms: over a shorter time it would be inaccurate. */
const maxAgeMs = 500;

/** How long readings are kept after the last request for a run, in ms. */
const retentionMs = 60_000;

/** What only the system's counters of some systems say of the processes of a run together. */
export interface FilesAndDisks {
  /** Open file descriptors. */
  readonly openFiles: number | null;
  /** Bytes up to now. */
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
}

const unknown: FilesAndDisks = { openFiles: null, readBytes: null, writtenBytes: null };

interface Reading {
  /** Monotonic ms. */
  readonly at: number;
  readonly startedAt: string;
  /** The sums of what its processes have used: smaller than before if one has ended that nobody waited for. */
  readonly counted: Counted;
  readonly usage: Usage;
}

const sum = (members: ReadonlyArray<ProcessCounters>, of: (process: ProcessCounters) => number): number =>
  members.reduce((total, process) => total + of(process), 0);

interface Counted {
  readonly cpuSeconds: number;
  readonly readBytes: number | null;
  readonly writtenBytes: number | null;
}

/** What was used since the reading before, added to what was used up to then; null if it is not known. */
const total = (counted: number | null, before: number | null, upTo: number | null): number | null =>
  counted === null ? null : (upTo ?? 0) + Math.max(0, counted - (before ?? 0));

/** The last readings of runs, by the pid of their first process: usage is what lies between two of them. */
export class Readings {
  readonly #readings = new Map<number, Reading>();

  /** The usage of a run that was read just now; null: it has to be read. */
  recent(pid: number): Usage | null {
    const known = this.#readings.get(pid);
    return known && performance.now() - known.at < maxAgeMs ? known.usage : null;
  }

  /** The usage of a run by what its processes have used up to now. */
  take(
    leader: ProcessCounters,
    members: ReadonlyArray<ProcessCounters>,
    { openFiles, readBytes, writtenBytes }: FilesAndDisks = unknown,
  ): Usage {
    const now = performance.now();
    const known = this.#readings.get(leader.pid);
    const last = known?.startedAt === leader.startedAt ? known : null;
    const counted = { cpuSeconds: sum(members, ({ cpuSeconds }) => cpuSeconds), readBytes, writtenBytes };
    const used = Math.max(0, counted.cpuSeconds - (last?.counted.cpuSeconds ?? 0));
    // The first reading is about the time since its start.
    const seconds = last === null ? leader.ageSeconds() : (now - last.at) / 1000;
    const usage = {
      cpu: seconds > 0 ? used / seconds : 0,
      cpuSeconds: (last?.usage.cpuSeconds ?? 0) + used,
      memory: sum(members, ({ memory }) => memory),
      descendants: members.length - 1,
      openFiles,
      readBytes: total(readBytes, last?.counted.readBytes ?? null, last?.usage.readBytes ?? null),
      writtenBytes: total(writtenBytes, last?.counted.writtenBytes ?? null, last?.usage.writtenBytes ?? null),
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
