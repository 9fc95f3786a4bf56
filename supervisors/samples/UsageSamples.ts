import type { Sample, SampleKind } from "../../src/domain/sample/Sample.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { Usage } from "../../src/ports/machine/Sampler.ts";

/** A run whose usage is known. */
interface UsedByRun {
  readonly path: ChildPath;
  readonly run: number;
  readonly usage: Usage;
}

interface Before {
  readonly run: number;
  readonly usage: Usage;
  /** In ms since 1970. */
  readonly at: number;
}

/** What is measured of usage, and how it is read. A null is not measured. */
const gauges: ReadonlyArray<readonly [string, (usage: Usage) => number | null]> = [
  ["sentinel_process_resident_memory_bytes", ({ memory }) => memory],
  ["sentinel_process_descendants", ({ descendants }) => descendants],
  ["sentinel_process_open_fds", ({ openFiles }) => openFiles],
];
const counters: ReadonlyArray<readonly [string, (usage: Usage) => number | null]> = [
  ["sentinel_process_read_bytes_total", ({ readBytes }) => readBytes],
  ["sentinel_process_written_bytes_total", ({ writtenBytes }) => writtenBytes],
];

/** Makes samples of the usage of runs. What only grows is a difference to the samples before. */
export class UsageSamples {
  #before = new Map<ChildPath, Before>();
  /** What ran before the first round has used an unknown part of its usage since a daemon last measured it. */
  #isFirst = true;

  /** The samples of a round over everything that runs. `at`: ms since 1970. */
  of(runs: ReadonlyArray<UsedByRun>, at: number): ReadonlyArray<Sample> {
    const samples: Array<Sample> = [];
    const now = new Map<ChildPath, Before>();
    for (const { path, run, usage } of runs) {
      const known = this.#before.get(path);
      const before = known?.run === run ? known : null;
      const add = (metric: string, kind: SampleKind, value: number | null): void => {
        if (value !== null) samples.push({ metric, kind, subject: path, labels: {}, at, value });
      };
      add("sentinel_process_cpu_cores", "gauge", coresSince(before, usage, at));
      for (const [metric, read] of gauges) add(metric, "gauge", read(usage));
      if (before !== null || !this.#isFirst)
        for (const [metric, read] of counters) add(metric, "counter", increase(before, usage, read));
      now.set(path, { run, usage, at });
    }
    this.#before = now;
    this.#isFirst = false;
    return samples;
  }
}

/** The cores in use since the sample before; since the start of the run if there is none. */
const coresSince = (before: Before | null, usage: Usage, at: number): number => {
  if (before === null || at <= before.at) return usage.cpu;
  return (Math.max(0, usage.cpuSeconds - before.usage.cpuSeconds) * 1000) / (at - before.at);
};

const increase = (
  before: Before | null,
  usage: Usage,
  read: (usage: Usage) => number | null,
): number | null => {
  const value = read(usage);
  if (value === null) return null;
  return Math.max(0, value - (before === null ? 0 : (read(before.usage) ?? 0)));
};
