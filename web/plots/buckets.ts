import type { Sample } from "../live/UsageLog.ts";

/** Columns of a plot: seconds since 1970, and the minimum and maximum measured around then. Null: a gap. */
interface Columns {
  readonly at: ReadonlyArray<number>;
  readonly min: ReadonlyArray<number | null>;
  readonly max: ReadonlyArray<number | null>;
}

/** More points than this are drawn as buckets. */
const mostPoints = 150;

type Value = (sample: Sample) => number | null;

interface Bucket {
  readonly at: number;
  readonly values: Array<number | null>;
}

/** Combines the samples of several seconds and keeps their minimum and maximum, so that no peak is lost. */
export const columnsOf = (samples: ReadonlyArray<Sample>, value: Value): Columns => {
  const [first, last] = [samples[0]?.at ?? 0, samples.at(-1)?.at ?? 0];
  const size = samples.length <= mostPoints ? 1 : Math.ceil((last - first) / mostPoints / 1_000) * 1_000;
  const buckets: Array<Bucket> = [];
  for (const sample of samples) {
    const measured = value(sample);
    const at = Math.floor(sample.at / size) * size;
    const open = buckets.at(-1);
    // A gap is a point of its own, so that it does not vanish between two measurements.
    if (open?.at === at && measured !== null && !open.values.includes(null)) open.values.push(measured);
    else buckets.push({ at: Math.max(at, (open?.at ?? 0) + 1), values: [measured] });
  }
  const most = (pick: (...values: ReadonlyArray<number>) => number) =>
    buckets.map(({ values }) => {
      const known = values.filter((one) => one !== null);
      return known.length === 0 ? null : pick(...known);
    });
  return { at: buckets.map(({ at }) => at / 1_000), min: most(Math.min), max: most(Math.max) };
};

/** The overall minimum and maximum; null: nothing was measured. */
export const rangeOf = (
  samples: ReadonlyArray<Sample>,
  value: Value,
): { readonly min: number; readonly max: number } | null => {
  const known = samples.map(value).filter((one) => one !== null);
  return known.length === 0 ? null : { min: Math.min(...known), max: Math.max(...known) };
};

/** The last sample at or before a moment, unless it is older than the interval between samples. */
export const sampleAt = (samples: ReadonlyArray<Sample>, at: number): Sample | undefined => {
  const found = samples.findLast((sample) => sample.at <= at);
  return found === undefined || at - found.at > 2_500 ? undefined : found;
};
