import { z } from "zod";
import { outcomeText } from "../children/act.ts";
import { Targets } from "../inputs.ts";
import { tool } from "../tool.ts";

export const resume = tool({
  name: "resume",
  title: "Resume jobs or checks",
  description:
    "Ends the pause of jobs, of checks, or of all of them in a group: jobs run at their next time, and checks expect reports again. Times that passed meanwhile are not made up for.",
  input: z.strictObject({ paths: Targets }),
  effect: "changes",
  perform: async ({ paths: [first = "", ...others] }, { daemon }) =>
    outcomeText(
      await daemon.request("POST /actions", { body: { verb: "resume", paths: [first, ...others] } }),
    ),
});
