import { statSync } from "node:fs";
import type { RejectedSample, Sample } from "../../../domain/sample/Sample.ts";
import type { WrittenSamples } from "../../../ports/store/Samples.ts";
import { sifted } from "../../../samples/series.ts";
import { bucketOf, floorTo, type SampleRetention, tableAt, tablesIn } from "../../../samples/tiers.ts";
import { Catalog, type Series, type SeriesLimits } from "./Catalog.ts";
import { OpenBuckets } from "./OpenBuckets.ts";
import { RollUp } from "./RollUp.ts";
import { SampleFile } from "./SampleFile.ts";

interface WriterOptions {
  readonly file: string;
  readonly kept: SampleRetention;
  readonly limits: SeriesLimits;
}

interface State {
  /** Of the database file: another one may have been put in its place. */
  readonly identity: string | null;
  readonly file: SampleFile;
  readonly catalog: Catalog;
  readonly open: OpenBuckets;
  readonly rollUp: RollUp;
  /** The number of the newest sample. */
  seq: number;
  /** The beginning of the oldest bucket that is not in a row yet, in ms. */
  since: number;
}

/**
 * The one writer of a store. What is in memory follows from what is stored: after an error it is forgotten, and the next
 * call begins with the file again.
 */
export class SampleWriter {
  readonly #options: WriterOptions;
  #state: State | null = null;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Store samples in one transaction. `now`: ms since 1970. Throws what SQLite says, and then nothing is stored. */
  write(samples: ReadonlyArray<Sample>, now: number): WrittenSamples {
    const { good, rejected } = sifted(samples, now);
    return this.#within(now, (state) => {
      const refused: Array<RejectedSample> = [...rejected];
      const { seq, since } = state;
      for (const index of good) {
        const sample = samples[index];
        if (sample === undefined) continue;
        const series = state.catalog.of(sample, now);
        if (typeof series === "string") refused.push({ index, reason: series });
        else add(state, series, sample);
      }
      if (state.seq !== seq) state.file.setMark("seq", state.seq);
      if (state.since !== since) state.file.setMark("since", state.since);
      return { accepted: samples.length - refused.length, rejected: refused };
    });
  }

  /** Write the roll-ups that are due, and drop what is too old. To be called every few minutes at least. */
  tend(now: number): void {
    this.#within(now, (state) => {
      const { file, rollUp } = state;
      rollUp.close(state.open, state.seq, now);
      state.since = rollUp.complete["5m"];
      file.setMark("since", state.since);
      for (const table of file.tables) if (table.to <= now - this.#options.kept[table.tier]) file.drop(table);
    });
  }

  close(): void {
    this.#state?.file.close();
    this.#state = null;
  }

  #within<A>(now: number, act: (state: State) => A): A {
    try {
      if (this.#state !== null && this.#state.identity !== identityOf(this.#options.file)) this.close();
      this.#state ??= opened(this.#options, now);
      const state = this.#state;
      return state.file.atOnce(() => act(state));
    } catch (error) {
      this.close();
      throw error;
    }
  }
}

const identityOf = (file: string): string | null => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
};

/** Add a sample to its table, and to the buckets of its series and of the groups that it is in. */
const add = (state: State, { id, kind, groups }: Series, { at, value }: Sample): void => {
  const { file, open } = state;
  const table = tableAt("raw", at);
  file.ensure(table);
  state.seq += 1;
  file
    .statement(`INSERT INTO ${table.name} (series, t, seq, value) VALUES (?, ?, ?, ?)`)
    .run(id, at - table.from, state.seq, value);
  const start = floorTo(at, bucketOf["5m"]);
  if (start < state.since) state.since = start;
  const one = { at, seq: state.seq, value };
  open.add(id, kind, start, one);
  for (const group of groups) open.add(group, kind, start, one);
};

const opened = ({ file: path, limits }: WriterOptions, now: number): State => {
  const file = new SampleFile(path, "write");
  try {
    return file.atOnce(() => {
      const catalog = new Catalog(file, limits);
      const rollUp = new RollUp(file, catalog, now);
      const state: State = {
        ...{ identity: identityOf(path), file, catalog, rollUp, open: new OpenBuckets() },
        seq: file.mark("seq") ?? 0,
        since: file.mark("since") ?? rollUp.complete["5m"],
      };
      reopenBuckets(state, now);
      return state;
    });
  } catch (error) {
    file.close();
    throw error;
  }
};

/** Add the samples to the buckets again that the writer before has not brought into rows. */
const reopenBuckets = ({ file, catalog, open, rollUp, since }: State, now: number): void => {
  const complete = rollUp.complete["5m"];
  /** The number of the newest sample that is in a row of a bucket. */
  const written = (series: number, start: number): number => {
    const table = tableAt("5m", start);
    if (start >= complete || !file.has(table)) return 0;
    const row = file
      .statement(`SELECT max(part) AS part FROM ${table.name} WHERE series = ? AND t = ?`)
      .get(series, start / 1000);
    return (row as { part: number | null }).part ?? 0;
  };
  for (const table of tablesIn("raw", since, now + bucketOf["1d"]))
    if (file.has(table))
      for (const { id, kind, groups } of catalog.all) {
        const samples = file
          .statement(`SELECT t, seq, value FROM ${table.name} WHERE series = ? AND t >= ? ORDER BY t`)
          .all(id, since - table.from) as ReadonlyArray<{ t: number; seq: number; value: number }>;
        for (const { t, seq, value } of samples) {
          const at = table.from + t;
          const start = floorTo(at, bucketOf["5m"]);
          for (const key of [id, ...groups])
            if (seq > written(key, start)) open.add(key, kind, start, { at, seq, value });
        }
      }
};
