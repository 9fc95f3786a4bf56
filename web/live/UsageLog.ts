/** Usage of a service: cores in use, and bytes of memory. */
export interface Usage {
  readonly cpu: number | null;
  readonly memory: number | null;
}

/** What was measured is kept for so long, in ms. */
export const keptUsage = 15 * 60_000;
/** Without a sample for so long there is a gap: nobody listened, or there was no contact. In ms. */
const gap = 5_000;

/** A sample: when, in ms since 1970 by the daemon's clock, and how much. */
export interface Sample extends Usage {
  readonly at: number;
}

/** What was measured of the nodes that this page has listened to, as long as it is open. */
export class UsageLog {
  readonly #samples = new Map<number, ReadonlyArray<Sample>>();
  #prunedAt = 0;

  /** The oldest first; a sample without values is a gap. The same list until there is another sample. */
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

  /** Numbers of nodes mean others now. */
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
const emptyAt = (at: number): Sample => ({ at, cpu: null, memory: null });
