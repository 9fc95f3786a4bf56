import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { checkRemark, checkState } from "../../../cli/view/tree/checkLine.ts";
import type { AnswerOf } from "../../../client/routes.ts";
import { done, tool } from "../tool.ts";

type Check = AnswerOf<"GET /checks">["items"][number];

/** A check in one line. `now`: ms since 1970. */
const checkText = (check: Check, now: number): string =>
  printable(`${check.path}: ${checkState(check)}, ${checkRemark(check, now)}`);

export const checks = tool({
  name: "checks",
  title: "The checks",
  description:
    "The checks of the tree: commands that run elsewhere, such as in cron on another machine, and report. Of each: whether its reports come in time (up, late, down, started, new, paused), its last report, and when the next one is due.",
  input: z.strictObject({}),
  effect: "reads",
  perform: async (_, { daemon }) => {
    const { items } = await daemon.request("GET /checks");
    const now = Date.now();
    return done(
      items.length === 0
        ? "The tree has no checks."
        : [
            ...items.map((check) => checkText(check, now)),
            "Next: `explain` says why one is as it is, `pause` has it expect nothing for a time.",
          ].join("\n"),
    );
  },
});
