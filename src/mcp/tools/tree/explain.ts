import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import type { Explanation } from "../../../domain/view/Explanation.ts";
import { Path } from "../inputs.ts";
import { done, tool } from "../tool.ts";

const wellStates: ReadonlySet<Explanation["state"]> = new Set(["running", "finished"]);

/** The sentences, and where to look further if something is wrong. */
export const explanationText = ({ path, state, sentences }: Explanation): string =>
  [
    ...sentences.map(printable),
    ...(wellStates.has(state)
      ? []
      : [`Next: \`logs\` with the path "${path || "/"}" shows what was printed, \`runs\` the runs before.`]),
  ].join("\n");

export const explain = tool({
  name: "explain",
  title: "Why a process is as it is",
  description:
    "Why one service or group is in its state, in sentences: its last exits and what counted as a failure, how many restarts are left before it is given up, when the next attempt is, and what it waits for. Use this when something is down, restarts again and again or does not start.",
  input: z.strictObject({ path: Path }),
  effect: "reads",
  perform: async ({ path }, { daemon }) =>
    done(explanationText(await daemon.request("GET /children/:path/explain", { params: { path } }))),
});
