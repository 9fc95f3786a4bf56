import { z } from "zod";
import type { AnswerOf } from "../../../client/routes.ts";
import type { PlanFor } from "../../../domain/view/Plan.ts";
import { describeNotUp } from "../../../policy/health/describeGroup.ts";
import { whyNotApplied } from "../../../policy/messages/failedApply.ts";
import { answerTo, ask, canAsk, questionsOf } from "../../confirmation.ts";
import { planText } from "../../text/planText.ts";
import { type Asked, done, failed, tool } from "../tool.ts";
import { wanted } from "./plan.ts";

/** What a person does where nobody can be asked here. */
const byHand = ({ revision }: PlanFor, isText: boolean): string => {
  const command = `\`sentinel apply --revision ${revision}\``;
  return isText
    ? `save the text as the tree's file and run ${command} in its folder`
    : `run ${command} in the folder of the tree's file`;
};

const appliedResult = (applied: AnswerOf<"POST /config/apply">) => {
  if (!applied.applied) return failed(`Not applied: ${whyNotApplied(applied)}`);
  const notUp = (applied.not_up ?? []).map((one) => describeNotUp(one, Date.now()));
  const lines = [`Applied; now at revision ${applied.revision}.`, ...notUp];
  if (notUp.length > 0) return failed([...lines, "Next: `explain` what is not up."].join("\n"));
  return done([...lines, "Next: `wait` or `status`, to see that all is well."].join("\n"));
};

/** Whether a change needs no person's word: the key was made so, or it would be refused in any case. */
const needsNobody = async ({ daemon }: Asked): Promise<boolean> => {
  const { role, unattended = false } = await daemon.request("GET /session");
  return unattended || role !== "admin";
};

export const apply = tool({
  name: "apply",
  title: "Apply a configuration",
  description:
    "Brings the running processes to a configuration: does what `plan` with the same arguments shows, touches only what differs, and takes everything back if a step fails. A person has to confirm it, either here or by a command that the answer names: call `plan` first and tell them what you are about to do. The tree's file is not written.",
  input: z.strictObject({
    ...wanted,
    message: z.string().min(1).max(200).optional().describe("Why, for the history of the configuration."),
  }),
  effect: "interrupts",
  perform: async ({ message = "applied by an assistant", ...configuration }, asked) => {
    const { daemon, server, context } = asked;
    const planned = await daemon.request("POST /config/plan", { body: configuration });
    if (planned.another_tree !== undefined) return failed(`Nothing was applied: ${planned.another_tree}`);
    const carryOut = async () =>
      appliedResult(
        await daemon.request("POST /config/apply", {
          body: { ...configuration, message },
          ifMatch: planned.revision,
        }),
      );
    const text = planText(planned);
    if (planned.steps.length === 0) return done(text);
    if (await needsNobody(asked)) return carryOut();
    if (!canAsk(server, context))
      return failed(
        `Nothing was applied yet: a person has to confirm it, and can't be asked through this assistant. To confirm, they ${byHand(planned, configuration.text !== undefined)}. It is refused there if the tree has changed meanwhile.\n\n${text}`,
      );
    switch (answerTo(planned, context)) {
      case "yes":
        return carryOut();
      case "no":
        return failed("Nothing was applied: the person has declined. Ask them what to change.");
      case "nothing":
        return ask(planned, text, questionsOf(daemon.identity), context);
    }
  },
});
