import type { SampleTier } from "../domain/sample/Sample.ts";
import { bucketOf, floorTo, keptSince, type RollUpTier, rollUpTiers, type SampleRetention } from "./tiers.ts";

/** What is asked for. Times are in ms since 1970, lengths in ms. */
interface Wanted {
  readonly from: number;
  readonly to: number;
  /** Null: what suits the range. */
  readonly step: number | null;
  /** How many series have to be read. */
  readonly series: number;
  /** How many series of groups say the same; null: there are none. */
  readonly groups: number | null;
  /** Whether quantiles are asked for. */
  readonly isSketched: boolean;
}

/** What is read for it. */
export interface SamplePlan {
  readonly tier: SampleTier;
  readonly step: number;
  /** Of the first step, and of the end of the last one. */
  readonly from: number;
  readonly to: number;
  readonly isGrouped: boolean;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Steps that people read easily. */
const niceSteps = [
  ...[10, 30].map((seconds) => seconds * second),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * minute),
  ...[1, 2, 3, 6, 12].map((hours) => hours * hour),
  ...[1, 2, 7, 14, 28, 56, 112, 224, 448].map((days) => days * day),
];

/** The most steps of an answer, and how many there are if none are asked for. */
const mostSteps = 750;
const usualSteps = 300;

/** How much is read for an answer: sketches have to be merged, all else is only added. */
const mostRows = { sketched: 10_000, plain: 100_000 };

/** The least time between two samples of a series, for the number of samples in a range. */
const closestSamples = 10 * second;

const niceStep = (least: number): number =>
  niceSteps.find((step) => step >= least) ?? Math.ceil(least / day) * day;

/** The tiers whose buckets make up a step, coarsest first. */
const tiersFor = (step: number): ReadonlyArray<SampleTier> => [
  ...rollUpTiers.filter((tier) => step % bucketOf[tier] === 0).toReversed(),
  "raw",
];

/** The next coarser tier. */
const coarser = (tier: SampleTier): RollUpTier | null =>
  tier === "raw" ? "5m" : tier === "5m" ? "1h" : tier === "1h" ? "1d" : null;

/**
 * Which tier answers, and in which steps: the coarsest whose buckets make up the step. A coarser one takes its place, with
 * longer steps, where a tier does not go back far enough, or where more would be read than can be answered at once.
 */
export const planFor = (wanted: Wanted, now: number, kept: SampleRetention): SamplePlan => {
  const range = Math.max(second, wanted.to - wanted.from);
  const asked = wanted.step ?? niceStep(range / usualSteps);
  const step = range / asked > mostSteps ? niceStep(range / mostSteps) : asked;
  const [first = "raw"] = tiersFor(step);
  return withTier(wanted, step, first, now, kept);
};

const withTier = (
  wanted: Wanted,
  step: number,
  tier: SampleTier,
  now: number,
  kept: SampleRetention,
): SamplePlan => {
  const next = coarser(tier);
  const most = wanted.isSketched && tier !== "raw" ? mostRows.sketched : mostRows.plain;
  const bucket = tier === "raw" ? closestSamples : bucketOf[tier];
  const rows = (series: number): number => (series * (wanted.to - wanted.from)) / bucket;
  const isTooOld = wanted.from < keptSince(tier, now, kept);
  const isGrouped = tier !== "raw" && wanted.groups !== null && rows(wanted.series) > most;
  const isTooMuch = rows(isGrouped ? (wanted.groups ?? 0) : wanted.series) > most;
  if (next !== null && (isTooOld || isTooMuch)) {
    const least = bucketOf[next];
    return withTier(wanted, Math.ceil(step / least) * least, next, now, kept);
  }
  return {
    ...{ tier, step, isGrouped },
    from: floorTo(wanted.from, step),
    to: floorTo(wanted.to + step - 1, step),
  };
};
