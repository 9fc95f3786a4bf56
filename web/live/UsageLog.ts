/** Usage of a service with its descendants: cores in use, bytes of memory, and how many and how much is open. */
export interface Usage {
  readonly cpu: number | null;
  readonly memory: number | null;
  readonly descendants: number | null;
  readonly openFiles: number | null;
}

/** Measurements are kept for this long, in ms. */
export const keptUsage = 15 * 60_000;
/** A longer interval without a sample is a gap, in ms. */
const gap = 5_000;

/** A sample: when, in ms since 1970 by the daemon's clock, and how much. */
export interface Sample extends Usage {
  readonly at: number;
}

/** The usage of the nodes that this page has watched since it was opened. */
export class UsageLog {
  readonly #samples = new Map<number, ReadonlyArray<Sample>>();
  #prunedAt = 0;

  /** Oldest first; a sample without values is a gap. The list is the same object until the next sample. */
  of(i: number): ReadonlyArray<Sample> {
    return this.#samples.get(i) ?? none;
  }

  add(i: number, sample: Sample): void {
    const before = this.of(i);
    const last = before.at(-1);
    const kept = before.filter(({ at }) => at > sample.at - keptUsage);
    const isGap = last !== undefined && sample.at - last.at > gap;
    this.#samples.set(i, isGap ? [...kept, emptyAt(last.at + 1), sample] : [...kept, sample]);
    if (sample.at - this.#prunedAt > 60_000) this.#prune(sample.at);
  }

  /** Numbers of nodes have changed their meaning. */
  clear(): void {
    this.#samples.clear();
  }

  #prune(now: number): void {
    this.#prunedAt = now;
    for (const [i, samples] of this.#samples)
      if ((samples.at(-1)?.at ?? 0) < now - keptUsage) this.#samples.delete(i);
  }
}

const none: ReadonlyArray<Sample> = [];
const emptyAt = (at: number): Sample => ({
  ...{ at, cpu: null, memory: null, descendants: null, openFiles: null },
});
