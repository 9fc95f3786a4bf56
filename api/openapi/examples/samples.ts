import { at } from "./shared.ts";
import type { AnswerExamples } from "./types.ts";

const metric = "sentinel_process_resident_memory_bytes";

/** What the history of samples answers. */
export const sampleExamples = {
  metricNames: { items: [{ metric, kind: "gauge", series: 3 }], next: null },
  metricHistory: {
    ...{ metric, kind: "gauge", agg: "max", from: at, to: at, step: 300, tier: "5m", grouped: false },
    series: [{ labels: { subject: "web/api" }, points: [[1767225600000, 50331648]] }],
  },
} satisfies AnswerExamples;
