import { z } from "zod";
import { outcomeText } from "../children/act.ts";
import { Targets } from "../inputs.ts";
import { tool } from "../tool.ts";

export const pause = tool({
  name: "pause",
  title: "Pause jobs or checks",
  description:
    "Pauses jobs, checks, or all of them in a group: nothing runs at its times, and no report is expected, until a time or until `resume`. Runs that have begun go on. Give a reason, which is shown to people.",
  input: z.strictObject({
    paths: Targets,
    until: z
      .string()
      .optional()
      .describe(
        'A duration from now ("2h") or a time ("2026-01-31T08:00:00Z"). Left out: until it is resumed.',
      ),
    reason: z.string().max(1_000).optional(),
  }),
  effect: "changes",
  perform: async ({ paths: [first = "", ...others], until, reason }, { daemon }) =>
    outcomeText(
      await daemon.request("POST /actions", {
        body: {
          verb: "pause",
          paths: [first, ...others],
          ...(until === undefined ? {} : { until }),
          ...(reason === undefined ? {} : { reason }),
        },
      }),
    ),
});
