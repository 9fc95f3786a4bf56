import { z } from "zod";
import { outcomeText } from "../children/act.ts";
import { Targets } from "../inputs.ts";
import { tool } from "../tool.ts";

export const skipNext = tool({
  name: "skip_next",
  title: "Skip the next time of a job",
  description:
    "Nothing starts at the next time at which a job is due; the times after it are as before, and the ledger says that it was skipped by hand. `next` shows which time that is. To skip more than one, use `pause`.",
  input: z.strictObject({ paths: Targets }),
  effect: "changes",
  perform: async ({ paths: [first = "", ...others] }, { daemon }) =>
    outcomeText(
      await daemon.request("POST /actions", { body: { verb: "skip_next", paths: [first, ...others] } }),
    ),
});
