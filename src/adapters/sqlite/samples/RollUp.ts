import { Summary } from "../../../samples/Summary.ts";
import { bucketOf, floorTo, type RollUpTier, tableAt } from "../../../samples/tiers.ts";
import type { Catalog } from "./Catalog.ts";
import type { OpenBuckets } from "./OpenBuckets.ts";
import { putRow, rowsOf } from "./rows.ts";
import type { SampleFile } from "./SampleFile.ts";

/** How long samples are waited for after the end of five minutes, in ms: they arrive some seconds after they were taken. */
const grace = 30_000;

/** The tiers that are made of another one. */
const madeOf: ReadonlyArray<readonly [Exclude<RollUpTier, "5m">, RollUpTier]> = [
  ["1h", "5m"],
  ["1d", "1h"],
];

/** Up to when the tiers are complete, in ms. */
type Complete = Record<RollUpTier, number>;

/** The tiers of a store: rows are added when a bucket is over, and never changed. */
export class RollUp {
  readonly #file: SampleFile;
  readonly #catalog: Catalog;
  readonly #complete: Complete;

  constructor(file: SampleFile, catalog: Catalog, now: number) {
    this.#file = file;
    this.#catalog = catalog;
    const begun = (tier: RollUpTier): number => file.mark(tier) ?? floorTo(now, bucketOf[tier]);
    this.#complete = { "5m": begun("5m"), "1h": begun("1h"), "1d": begun("1d") };
    for (const tier of ["5m", "1h", "1d"] as const) file.setMark(tier, this.#complete[tier]);
  }

  get complete(): Readonly<Complete> {
    return this.#complete;
  }

  /** Write what is over. `newest`: the number of the newest sample. */
  close(open: OpenBuckets, newest: number, now: number): void {
    const over = floorTo(now - grace, bucketOf["5m"]);
    for (const [start, buckets] of open.takeBefore(Math.max(over, this.#complete["5m"])))
      for (const [series, { summary, part }] of buckets) this.#put(start, { series, part, summary });
    this.#advance("5m", over);
    for (const [tier, finer] of madeOf) this.#make(tier, finer, newest);
  }

  /** A bucket of five minutes, and the buckets that it belongs to if they are written already. */
  #put(start: number, row: Parameters<typeof putRow>[3]): void {
    putRow(this.#file, "5m", start, row);
    for (const [tier] of madeOf)
      if (start < this.#complete[tier]) putRow(this.#file, tier, floorTo(start, bucketOf[tier]), row);
  }

  #make(tier: RollUpTier, finer: RollUpTier, newest: number): void {
    const length = bucketOf[tier];
    const over = floorTo(this.#complete[finer], length);
    for (let start = this.#complete[tier]; start < over; start += length) {
      const table = tableAt(finer, start);
      // No daemon was there.
      if (!this.#file.has(table)) continue;
      for (const [series, kind] of this.#catalog.kinds) {
        const sketched = kind !== "counter";
        const summary = new Summary({ sketched });
        for (const row of rowsOf(this.#file, table, series, { from: start, to: start + length, sketched }))
          summary.addRow(row);
        if (summary.n > 0) putRow(this.#file, tier, start, { series, part: newest, summary });
      }
    }
    this.#advance(tier, over);
  }

  #advance(tier: RollUpTier, to: number): void {
    if (to <= this.#complete[tier]) return;
    this.#complete[tier] = to;
    this.#file.setMark(tier, to);
  }
}
