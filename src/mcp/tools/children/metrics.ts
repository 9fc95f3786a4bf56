import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { metricLines, metricNameLines } from "../../../cli/view/lines/metricLines.ts";
import { aggregations } from "../../../domain/sample/aggregations.ts";
import { Paths, Since, Until } from "../inputs.ts";
import { done, tool } from "../tool.ts";

const nextStep =
  "Next: name one as `metric`, such as sentinel_process_resident_memory_bytes with since: 1d to see whether memory grows.";

export const metrics = tool({
  name: "metrics",
  title: "What was measured",
  description:
    "The history of what children used and of what was observed of them, over minutes or months: CPU, memory, open files, disk, restarts, durations of runs and probes. Without `metric`, the names of what there is. With it, a row for each child: the newest, the least and the greatest value, and its course. Use it for slow changes, such as a memory leak, which `status` can't show.",
  input: z.strictObject({
    metric: z.string().max(200).optional().describe("A name from the list that an empty call returns."),
    paths: Paths,
    since: Since,
    until: Until,
    agg: z
      .enum(aggregations)
      .optional()
      .describe("What is calculated of each step; what suits it by default."),
    by: z
      .string()
      .max(200)
      .default("subject")
      .describe(
        'A row for each value of this label, such as "reason" of restarts; "subject": for each child.',
      ),
  }),
  effect: "reads",
  perform: async ({ metric, paths, since, until, agg, by }, { daemon }) => {
    if (metric === undefined) {
      const { items } = await daemon.request("GET /metrics/names", { query: { subject: paths } });
      return done([...metricNameLines(items), nextStep].join("\n"));
    }
    const history = await daemon.request("GET /metrics", {
      query: { metric, subject: paths, from: since, to: until, agg, group_by: by },
    });
    return done(metricLines(history).map(printable).join("\n"));
  },
});
