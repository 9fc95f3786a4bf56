import type { Explanation } from "../../../domain/view/Explanation.ts";
import { timeAndAge } from "../../terminal/localTime.ts";
import { printable } from "../../terminal/printable.ts";

/** The sentences of an explanation, with their timestamps in local time. */
export const explanationLines = ({ sentences, facts }: Explanation, now: Date): ReadonlyArray<string> => {
  const { since, next_attempt_at, kill_at } = facts;
  const timestamps = [since, next_attempt_at, kill_at].filter((at) => typeof at === "string");
  const localize = (sentence: string): string =>
    timestamps.reduce((text, at) => text.replace(at, timeAndAge(now, at)), sentence);
  return sentences.map((sentence) => printable(localize(sentence)));
};
