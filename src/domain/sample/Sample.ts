import type { ChildPath } from "../tree/ChildPath.ts";

/**
 * What the values of a metric are. `gauge`: the amount at a time. `counter`: the increment since the value before. `dist`:
 * one observation of a distribution, such as how long a run took.
 */
export const sampleKinds = ["gauge", "counter", "dist"] as const;
export type SampleKind = (typeof sampleKinds)[number];

export type SampleLabels = Readonly<Record<string, string>>;

/** One value. */
export interface Sample {
  readonly metric: string;
  readonly kind: SampleKind;
  /** The child that it is about; the root for the tree as a whole. */
  readonly subject: ChildPath;
  readonly labels: SampleLabels;
  /** In whole ms since 1970. */
  readonly at: number;
  readonly value: number;
}

/** A sample that is not stored. */
export interface RejectedSample {
  /** Its place among those that were sent together. */
  readonly index: number;
  readonly reason: string;
}

/** What is read: the samples themselves, or what is kept of five minutes, an hour or a day of them. */
export const sampleTiers = ["raw", "5m", "1h", "1d"] as const;
export type SampleTier = (typeof sampleTiers)[number];
