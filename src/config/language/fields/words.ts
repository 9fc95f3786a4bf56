import { Schema } from "effect";
import { show } from "../../diagnostics/show.ts";
import { hintForCondition, hintForRestart } from "../synonyms.ts";
import { didYouMean, field, formsJson } from "./field.ts";

/** One of several words. The message suggests the word for a value of another tool, or the nearest one. */
const oneOfOr = <const Words extends readonly [string, ...ReadonlyArray<string>]>(
  hintFor: (actual: unknown) => string | null,
  ...words: Words
) =>
  Schema.Literal<Words>(...words).annotations({
    title: words.map((word) => `\`${word}\``).join(", "),
    message: ({ actual }) => {
      const hint = hintFor(actual);
      const end = hint === null ? didYouMean(actual, words) : `; ${hint}`;
      return { message: `expected ${choice(words)}, found ${show(actual)}${end}`, override: true };
    },
    jsonSchema: formsJson("word", choice(words), [{ enum: words }]),
  });

const choice = (words: ReadonlyArray<string>): string =>
  `${words.length > 1 ? "one of " : ""}${words.join(", ")}`;

export const oneOf = <const Words extends readonly [string, ...ReadonlyArray<string>]>(...words: Words) =>
  oneOfOr(() => null, ...words);

/** After which exits a child is restarted. Other tools have other values for it. */
export const Restart = oneOfOr(hintForRestart, "permanent", "transient", "temporary");

/** What a child on which another one depends has to reach, or how the run of a job has to end that another one follows. */
export const Condition = oneOfOr(
  hintForCondition,
  ...(["started", "ready", "healthy", "finished", "success", "failure", "end"] as const),
);

export const Flag = field({
  title: "`true` or `false`",
  expected: "true or false",
  parse: (value) =>
    typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : null,
  print: (value) => value,
  target: Schema.Boolean,
  json: [{ type: "boolean" }, { enum: ["true", "false"] }],
});
