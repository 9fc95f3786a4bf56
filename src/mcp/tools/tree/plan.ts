import { z } from "zod";
import { planText } from "../../text/planText.ts";
import { done, tool } from "../tool.ts";

/** The configuration that is meant. */
export const wanted = {
  text: z
    .string()
    .min(1)
    .exactOptional()
    .describe(
      "The whole text of a `sentinel.yaml`. Left out: the tree's own file, as it is on the disk now.",
    ),
  environment: z
    .string()
    .exactOptional()
    .describe("Which of the `environments` of the configuration is meant; by default the one in use."),
  replace_tree: z
    .boolean()
    .exactOptional()
    .describe("Whether the configuration may be another tree, by its `name`, than the one that runs."),
};

export const plan = tool({
  name: "plan",
  title: "Plan a change of the configuration",
  description:
    "Shows what `apply` would do to the running processes to bring them to a configuration: which are added, removed, restarted or changed in place, and why. Changes nothing. A configuration with mistakes is refused with each mistake and its line. Edit the tree's file (the resource sentinel://file says which it is) or pass the text, then call this.",
  input: z.strictObject(wanted),
  effect: "reads",
  perform: async (body, { daemon }) => {
    const planned = await daemon.request("POST /config/plan", { body });
    const next = planned.steps.length === 0 ? [] : ["Next: `apply` with the same arguments."];
    return done([planText(planned), ...next].join("\n"));
  },
});
