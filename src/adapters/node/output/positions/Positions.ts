import { crc32 } from "node:zlib";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { LogSelection } from "../../../../ports/store/LogStore.ts";
import type { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { CountedArrival, LineCounts } from "./LineCounts.ts";

/** An arrival in the order of several children. */
export interface PlacedArrival {
  readonly counts: LineCounts;
  readonly arrival: CountedArrival;
  /** The position of its first line. */
  readonly position: number;
}

/** Where each child is. */
type Places = ReadonlyMap<LineCounts, CountedArrival | null>;

/**
 * The order of the lines of several children: by time, then by path, then by number. It ends before the present
 * millisecond, in which more may still arrive that precedes what is there.
 */
export class Positions {
  readonly #all: ReadonlyArray<LineCounts>;
  readonly #generations: ReadonlyArray<number>;
  /** The first ms that is not in it. */
  readonly #endAt: number;
  /** How many lines precede position 0, and the position after the last one. */
  readonly #first: number;
  readonly #end: number;

  private constructor(all: ReadonlyArray<LineCounts>, { since, until }: LogSelection, now: number) {
    this.#all = all;
    this.#generations = all.map(({ generation }) => generation);
    // The clock was set back: nothing that arrives now is earlier than what is there.
    const ahead = Math.max(now, ...all.map(({ lastAt }) => (lastAt > now ? lastAt + 1 : now)));
    this.#endAt = until === undefined ? ahead : Math.min(ahead, until + 1);
    this.#first = since === undefined ? 0 : this.#before(Math.min(since, this.#endAt));
    this.#end = this.#before(this.#endAt);
  }

  /** `counts`: those of the children, in the order of their paths. */
  static async of(
    counts: ReadonlyArray<LineCounts>,
    selection: LogSelection,
    budget: LoopBudget,
  ): Promise<Positions> {
    for (const one of counts) await one.update(budget);
    // At one moment, without yielding.
    for (const one of counts) one.updateNow();
    return new Positions(counts, selection, Date.now());
  }

  get total(): number {
    return this.#end - this.#first;
  }

  /** Whether positions have changed since, because lines were removed. */
  get isStale(): boolean {
    return this.#all.some(({ child }, index) => child.index.generation !== this.#generations[index]);
  }

  /** Differs whenever positions have changed. */
  get edition(): string {
    const state = this.#all.map(({ child }, index) => `${child.path}\n${this.#generations[index]}\n`);
    return crc32(state.join("")).toString(36);
  }

  /** The numbers of the last lines before the end. */
  get places(): Record<ChildPath, number> {
    return Object.fromEntries(this.#all.map((one) => [one.child.path, one.seqAt(this.#endAt) - 1]));
  }

  /** The position of the first line that arrived at this time or later. */
  atTime(at: number): number {
    return Math.min(this.total, Math.max(0, this.#before(at) - this.#first));
  }

  /** The position of a line, or of the next one of its child where it is not among these. */
  atLine(path: ChildPath, seq: number): { readonly position: number; readonly isThere: boolean } {
    const wanted = this.#all.find(({ child }) => child.path === path);
    const found = wanted?.atSeq(seq) ?? null;
    if (wanted === undefined || found === null) return { position: this.total, isThere: false };
    const before = this.#all.map((one) => {
      if (one === wanted) return one.beforeSeq(seq);
      return one.before(one.child.path < path ? found.at + 1 : found.at);
    });
    const position = sum(before) - this.#first;
    const isCounted = found.lines > 0 && found.arrival.seq <= seq;
    const isThere = isCounted && position >= 0 && position < this.total;
    return { position: Math.min(this.total, Math.max(0, position)), isThere };
  }

  /** When the first and the last line arrived, in ms since 1970; null where there are none. */
  async span(budget: LoopBudget): Promise<{ readonly from: number; readonly to: number } | null> {
    if (this.total === 0) return null;
    const from = await this.#timeOf(this.#first, budget);
    return { from, to: await this.#timeOf(this.#end - 1, budget) };
  }

  /** When the line at a position arrived, in ms since 1970. */
  timeAt(position: number, budget: LoopBudget): Promise<number> {
    return this.#timeOf(position + this.#first, budget);
  }

  /** The position after all lines with lower numbers than these. */
  afterNumbers(numbers: ReadonlyMap<ChildPath, number>): number {
    const before = this.#all.map((one) => one.beforeSeq(numbers.get(one.child.path) ?? 0));
    return Math.max(0, sum(before) - this.#first);
  }

  /** The number of the first line of each child at this position or behind it. */
  async numbersAt(position: number, budget: LoopBudget): Promise<ReadonlyMap<ChildPath, number>> {
    const { places, partly, skipped } = await this.#locate(position, budget);
    return new Map(
      [...places].map(([counts, arrival]) => {
        const seq = arrival?.arrival.seq ?? counts.child.index.nextSeq;
        return [counts.child.path, counts === partly ? seq + skipped : seq];
      }),
    );
  }

  /** The arrivals with lines that count, from the one with this position on, until the end. */
  async *from(position: number, budget: LoopBudget): AsyncGenerator<PlacedArrival> {
    const { places, skipped } = await this.#locate(position, budget);
    const heads = new Map(places);
    let at = position - skipped;
    for (;;) {
      const next = earliest(heads);
      if (next === null || next.arrival.at >= this.#endAt) return;
      const { counts, arrival } = next;
      heads.set(counts, counts.atPlace(arrival.place + 1));
      if (arrival.lines === 0) continue;
      yield { counts, arrival, position: at };
      at += arrival.lines;
    }
  }

  /** The next arrival of each child at a position, which may be in the middle of one. */
  async #locate(
    position: number,
    budget: LoopBudget,
  ): Promise<{
    readonly places: Places;
    /** The child in whose next arrival the position is, and how many of its lines precede it. */
    readonly partly: LineCounts | null;
    readonly skipped: number;
  }> {
    const wanted = position + this.#first;
    const at = await this.#timeOf(wanted, budget);
    const places = new Map(this.#all.map((one) => [one, one.atTime(at)]));
    let left = wanted - this.#before(at);
    for (const one of this.#all) {
      let next = places.get(one) ?? null;
      for (; next !== null && next.at === at; next = one.atPlace(next.place + 1)) {
        places.set(one, next);
        if (left < next.lines) return { places, partly: one, skipped: left };
        left -= next.lines;
      }
      places.set(one, next);
    }
    return { places, partly: null, skipped: 0 };
  }

  /** When the line arrived that has this many before it. */
  async #timeOf(wanted: number, budget: LoopBudget): Promise<number> {
    const begun = this.#all.flatMap(({ firstAt }) => firstAt ?? []);
    if (wanted >= this.#end || begun.length === 0) return this.#endAt;
    let [low, high] = [Math.min(...begun), this.#endAt];
    // The latest time before which no more than those arrived.
    while (low + 1 < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#before(middle) <= wanted) low = middle;
      else high = middle;
      if (budget.isSpent) await budget.yield();
    }
    return low;
  }

  #before(at: number): number {
    return sum(this.#all.map((one) => one.before(at)));
  }
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0);

/** The first of them by time and path. */
const earliest = (
  heads: Places,
): { readonly counts: LineCounts; readonly arrival: CountedArrival } | null => {
  let found: { readonly counts: LineCounts; readonly arrival: CountedArrival } | null = null;
  for (const [counts, arrival] of heads)
    if (arrival !== null && (found === null || arrival.at < found.arrival.at)) found = { counts, arrival };
  return found;
};
