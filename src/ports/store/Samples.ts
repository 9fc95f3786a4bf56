import { Context, type Effect } from "effect";
import type { JournalError, SamplesBusy, UnanswerableSamples } from "../../domain/Errors.ts";
import type { Aggregation } from "../../domain/sample/aggregations.ts";
import type { RejectedSample, Sample, SampleKind, SampleLabels } from "../../domain/sample/Sample.ts";
import type { SampleHistory } from "../../domain/sample/SampleHistory.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";

/** What came of samples that were sent together. */
export interface WrittenSamples {
  readonly accepted: number;
  readonly rejected: ReadonlyArray<RejectedSample>;
}

/** What is asked for; times in ms since 1970, `step` in ms. */
export interface SampleQuery {
  readonly metric: string;
  /** These children, and those under them. */
  readonly within: ReadonlyArray<ChildPath>;
  /** Only series with these labels. */
  readonly labels: SampleLabels;
  /** Separately for each value of this label, `subject` for each child; null: all together. */
  readonly groupBy: string | null;
  /** Null: what is usual for the metric. */
  readonly agg: Aggregation | null;
  readonly from: number;
  readonly to: number;
  /** Null: what suits the range. */
  readonly step: number | null;
}

/** A metric of which there are samples. */
export interface StoredMetric {
  readonly metric: string;
  readonly kind: SampleKind;
  /** How many series it has. */
  readonly series: number;
}

/** What has been measured, for months: samples are only added, and become less detailed with their age. */
export class Samples extends Context.Tag("sentinel/Samples")<
  Samples,
  {
    /** Succeeds once they are stored, all or none but for those rejected one by one. */
    readonly write: (
      samples: ReadonlyArray<Sample>,
    ) => Effect.Effect<WrittenSamples, JournalError | SamplesBusy>;
    readonly history: (
      query: SampleQuery,
    ) => Effect.Effect<SampleHistory, JournalError | UnanswerableSamples>;
    /** The metrics of some children and those under them, by name. */
    readonly metrics: (
      within: ReadonlyArray<ChildPath>,
    ) => Effect.Effect<ReadonlyArray<StoredMetric>, JournalError>;
  }
>() {}
