import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { outcomeLine } from "../../../cli/view/lines/outcomeLine.ts";
import type { AnswerOf } from "../../../client/routes.ts";
import { Targets } from "../inputs.ts";
import { done, failed, type Register, tool } from "../tool.ts";

/** How long a call waits for its result, in ms: assistants give up after a minute. */
const patience = 45_000;

interface Verb {
  readonly verb: "start" | "stop" | "restart" | "reload";
  readonly title: string;
  readonly description: string;
  readonly effect: "changes" | "interrupts";
}

const afterPatience = <Answer>(answer: Promise<Answer>): Promise<Answer | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patience, null);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

/** What a command has come to. */
export const outcomeText = ({ outcomes, notes = [] }: AnswerOf<"POST /actions">) => {
  const lines = outcomes.map((outcome) => printable(outcomeLine(outcome, Date.now())));
  const missed = outcomes.find(({ reached }) => !reached);
  if (missed === undefined) return done([...lines, ...notes].join("\n"));
  return failed([...lines, ...notes, `Next: \`explain\` with the path "${missed.path || "/"}".`].join("\n"));
};

/** A tool that sends a command to children. */
export const act = ({ verb, title, description, effect }: Verb): Register =>
  tool({
    name: verb,
    title,
    description,
    input: z.strictObject({ paths: Targets }),
    effect,
    perform: async ({ paths: [first = "", ...others] }, { daemon }) => {
      const asked = daemon.request("POST /actions", {
        body: { verb, paths: [first, ...others], wait: true },
      });
      const answer = await afterPatience(asked);
      return answer === null
        ? failed(
            `${verb} was requested and is still in progress after ${patience / 1_000} s. Next: \`status\` or \`wait\`.`,
          )
        : outcomeText(answer);
    },
  });
