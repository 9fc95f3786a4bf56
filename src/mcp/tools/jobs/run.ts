import { z } from "zod";
import { outcomeText } from "../children/act.ts";
import { Path } from "../inputs.ts";
import { tool } from "../tool.ts";

export const run = tool({
  name: "run",
  title: "Run a job now",
  description:
    "Starts one run of a job now, or puts it in line behind others, and returns at once. `jobs` names its parameters. Look with `runs` how it ended, and with `logs` what it printed.",
  input: z.strictObject({
    path: Path,
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe("The values of its parameters; the others have their defaults."),
  }),
  effect: "changes",
  perform: async ({ path, parameters }, { daemon }) =>
    outcomeText(await daemon.request("POST /actions", { body: { verb: "run", paths: [path], parameters } })),
});
