import { z } from "zod";
import { eventLine } from "../../../cli/view/lines/eventLine.ts";
import type { JournalEntry } from "../../../domain/Event.ts";
import { newestThatFit, shortened } from "../../text/limits.ts";
import { Paths, Since, Until } from "../inputs.ts";
import { done, tool } from "../tool.ts";

export const events = tool({
  name: "events",
  title: "What has happened",
  description:
    "The journal, oldest first: every change of state with its reason and who caused it, alarms, changes of the configuration, and who has asked for what. Use it to see in which order things failed.",
  input: z.strictObject({
    paths: Paths,
    since: Since,
    until: Until,
    last: z.int().min(1).max(500).default(50).describe("The newest that many events."),
  }),
  effect: "reads",
  perform: async ({ paths, last, ...times }, { daemon }) => {
    const query = { ...times, path: paths, last, limit: last };
    const { items } = await daemon.request("GET /events", { query });
    if (items.length === 0) return done("Nothing has happened there in that time.");
    // What an entry says is as its version has it, and its line is made from whatever that is.
    const lines = items.map((entry) => shortened(eventLine(entry as JournalEntry, (at) => at)));
    return done(newestThatFit(lines, "events"));
  },
});
