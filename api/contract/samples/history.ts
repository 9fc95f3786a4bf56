import { Schema } from "effect";
import { aggregations } from "../../../src/domain/sample/aggregations.ts";
import { sampleKinds } from "../../../src/domain/sample/Sample.ts";
import { SampleHistory } from "../../../src/domain/sample/SampleHistory.ts";
import { Moment, oneOf, Paths } from "../query.ts";
import { document, route } from "../route.ts";

const text = Schema.String;
const optional = { exact: true } as const;

/** Which samples are meant. */
const SampleFilter = Schema.Struct({
  subject: Paths,
  labels: Schema.optionalWith(
    Schema.Array(text).annotations({
      description: "Only series with these labels, each as `name=value`",
    }),
    optional,
  ),
  from: Schema.optionalWith(
    Moment.annotations({ description: "From when on; an hour before `to` by default" }),
    optional,
  ),
  to: Schema.optionalWith(Moment.annotations({ description: "Up to when; now by default" }), optional),
});

/** A metric of which there are samples. */
const StoredMetric = Schema.Struct({
  metric: text,
  /** The amount at a time, increments, or single observations. */
  kind: Schema.Literal(...sampleKinds),
  /** How many series it has. */
  series: Schema.Int,
});

/** What has been measured. */
export const sampleHistory = {
  metricNames: route({
    name: "metricNames",
    method: "GET",
    path: "/metrics/names",
    role: "viewer",
    scope: "tree",
    summary: "List the metrics of which there is a history",
    query: Schema.Struct({ subject: Paths }),
    answer: document(Schema.Struct({ items: Schema.Array(StoredMetric), next: Schema.Null })),
    refusals: ["NoSuchChild", "JournalError"],
  }),
  metricHistory: route({
    name: "metricHistory",
    method: "GET",
    path: "/metrics",
    role: "viewer",
    scope: "tree",
    summary: "Show a metric over a time, by step",
    description:
      "Samples are kept for 7 days, what comes of five minutes for 30, of an hour for 400, of a day for ever; `tier` of the answer says which of these has answered, and `step` how long its steps are: longer than asked for if that would be more than 750 of them, or more than can be read at once. Quantiles are at most 1.1 % beside the exact ones.",
    query: Schema.Struct({
      metric: text.annotations({ description: "Its name: `GET /metrics/names` lists them" }),
      ...SampleFilter.fields,
      step: Schema.optionalWith(
        text.annotations({
          description:
            "How much time a value stands for, such as `30s` or `1h`; what suits the range by default",
        }),
        optional,
      ),
      agg: Schema.optionalWith(
        oneOf(aggregations).annotations({
          description:
            "What is calculated of the values in a step: by default avg of a gauge, rate of a counter, p95 of single observations. The sum of a gauge adds the means of its series",
        }),
        optional,
      ),
      group_by: Schema.optionalWith(
        text.annotations({
          description:
            "Separate values for each value of this label, or with `subject` for each child; without it all are taken together",
        }),
        optional,
      ),
    }),
    answer: document(SampleHistory),
    refusals: ["NoSuchChild", "JournalError"],
    examples: {
      query: {
        metric: "sentinel_process_resident_memory_bytes",
        agg: "max",
        group_by: "subject",
        from: "2026-01-01T00:00:00Z",
        to: "2026-01-02T00:00:00Z",
      },
    },
  }),
};
