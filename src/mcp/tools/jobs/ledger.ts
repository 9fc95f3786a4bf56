import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { ledgerOutcomes } from "../../../domain/job/ledgerOutcomes.ts";
import type { LedgerItem } from "../../../domain/view/JobView.ts";
import { Paths, Since, Until } from "../inputs.ts";
import { done, tool } from "../tool.ts";

const itemText = ({ job, instant, outcome, reason, runs }: LedgerItem): string => {
  const why = reason === null ? "" : ` (${reason.replaceAll("_", " ")})`;
  const which = runs.length === 0 ? "" : `, run ${runs.join(", ")} of the job`;
  return printable(`${job} at ${instant}: ${outcome}${why}${which}`);
};

export const ledger = tool({
  name: "ledger",
  title: "What became of the times of jobs",
  description:
    "What the schedules of jobs expected and what became of it, newest first: each time ran, was skipped, missed (no daemon, a sleeping machine, too late) or superseded, and why. Use it when a job has not run at a time at which it should have.",
  input: z.strictObject({
    paths: Paths,
    outcome: z.enum(ledgerOutcomes).optional(),
    since: Since,
    until: Until,
    limit: z.int().min(1).max(200).default(20),
  }),
  effect: "reads",
  perform: async ({ paths, outcome, since, until, limit }, { daemon }) => {
    const query = { path: paths, outcome, from: since, until, limit };
    const { items } = await daemon.request("GET /ledger", { query });
    return done(
      items.length === 0 ? "Nothing was expected there in that time." : items.map(itemText).join("\n"),
    );
  },
});
