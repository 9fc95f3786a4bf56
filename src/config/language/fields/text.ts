import { Schema } from "effect";
import { show } from "../../diagnostics/show.ts";
import { AsWritten, field, PerReplica } from "./field.ts";

const text = (title: string, expected: string, isLegal: (value: string) => boolean, json: object = {}) =>
  Schema.String.pipe(Schema.filter(isLegal, { jsonSchema: json })).annotations({
    title,
    message: ({ actual }) => ({ message: `expected ${expected}, found ${show(actual)}`, override: true }),
  });

export const Text = text("text", "text, without NUL characters", (value) => !value.includes("\0"));

/** A regular expression that compiles. */
export const Pattern = text(
  "regular expression",
  "a regular expression",
  (value) => {
    try {
      new RegExp(value);
      return true;
    } catch {
      return false;
    }
  },
  { format: "regex" },
);

/** Text that YAML may read as a number or boolean; its original characters are used. */
export const Word = field({
  title: "text",
  expected: "text, a number or a boolean",
  parse: (value) => (String(value).includes("\0") ? null : String(value)),
  print: (value) => value,
  target: Text,
  json: [{ type: ["string", "number", "boolean"] }],
}).annotations({ [AsWritten]: true });

/** A word, optionally with the instance number in it. */
export const Template = Word.annotations({ [AsWritten]: true, [PerReplica]: true });
