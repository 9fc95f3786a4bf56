import { ParseResult, Schema } from "effect";
import { nearest } from "../../../policy/nearest.ts";
import { show } from "../../diagnostics/show.ts";

/** A scalar in a file. */
export type Scalar = string | number | boolean;

const ScalarFile = Schema.Union(Schema.String, Schema.Number, Schema.Boolean);

/** The end of a message that suggests the nearest of several words. */
export const didYouMean = (actual: unknown, words: ReadonlyArray<string>): string => {
  const near = typeof actual === "string" ? nearest(actual, words) : null;
  return near === null ? "" : `; did you mean "${near}"?`;
};

/** Marks schemas that get the original characters of a value: `1.10` and `0x10` stay as they are. */
export const AsWritten = Symbol.for("sentinel/config/AsWritten");

/** Marks schemas whose values may contain the instance number. */
export const PerReplica = Symbol.for("sentinel/config/PerReplica");

/** The JSON Schema of a variable, which is allowed wherever a value is. */
const variable = { type: "string", pattern: "\\$\\{" };

interface Field<A> {
  /** The name of the type in the table of keys. */
  readonly title: string;
  /** The end of the sentence "expected …". */
  readonly expected: string;
  readonly parse: (value: Scalar) => A | null;
  readonly print: (value: A) => Scalar;
  /** Exactly the results of `parse`: tests generate values from it. */
  readonly target: Schema.Schema<A>;
  /** The JSON Schema, for editors. */
  readonly json: ReadonlyArray<object>;
  /** Words from which the nearest is suggested. */
  readonly words?: ReadonlyArray<string>;
}

/** A scalar in the file with a meaning of its own. */
export const field = <A>({
  title,
  expected,
  parse,
  print,
  target,
  json,
  words = [],
}: Field<A>): Schema.Schema<A, Scalar> =>
  Schema.transformOrFail(ScalarFile, target, {
    strict: true,
    decode: (value, _, ast) => {
      const found = parse(value);
      return found === null ? ParseResult.fail(new ParseResult.Type(ast, value)) : ParseResult.succeed(found);
    },
    encode: (value) => ParseResult.succeed(print(value)),
  }).annotations({
    title,
    message: ({ actual }) => ({
      message: `expected ${expected}, found ${show(actual)}${didYouMean(actual, words)}`,
      override: true,
    }),
    jsonSchema: formsJson(title, expected, json),
  });

/**
 * The JSON Schema of the forms of a value. The first one has the name of the type. `errorMessage` is what editors show
 * instead of the patterns.
 */
export const formsJson = (title: string, expected: string, [first, ...others]: ReadonlyArray<object>) => ({
  anyOf: [{ title, ...first }, ...others, variable],
  errorMessage: `expected ${expected}`,
});
