import type { Explanation } from "../../../supervisors/Supervision.ts";
import { ask, exitCode } from "../client.ts";
import { atMost, need, parseInvocation, query } from "../invocation.ts";
import { momentFrom } from "../localTime.ts";
import { printable } from "../printable.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const { home, json } = invocation;
  const [path] = need(atMost(1, invocation, "explain PATH"), "explain PATH");
  const explanation = await ask<Explanation>(home, `/api/v1/explain${query({ path })}`);
  const lines = json ? [JSON.stringify(explanation)] : forPeople(explanation, new Date());
  process.stdout.write(`${lines.join("\n")}\n`);
  return exitCode.done;
};

/** The sentences, with the moments of the facts as people tell them. */
const forPeople = ({ sentences, facts }: Explanation, now: Date): ReadonlyArray<string> => {
  const { since, next_attempt_at, kill_at } = facts;
  const moments = [since, next_attempt_at, kill_at].filter((at) => typeof at === "string");
  const told = (sentence: string): string =>
    moments.reduce((text, at) => text.replace(at, momentFrom(now, at)), sentence);
  return sentences.map((sentence) => printable(told(sentence)));
};
