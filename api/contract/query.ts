import { ParseResult, Schema } from "effect";

const text = Schema.String;

/** A whole number of the query. */
export const WholeNumber = Schema.transformOrFail(text, Schema.Number, {
  strict: true,
  decode: (given, _, ast) =>
    /^\d{1,15}$/.test(given)
      ? ParseResult.succeed(Number(given))
      : ParseResult.fail(new ParseResult.Type(ast, given, `takes a whole number, not "${given}"`)),
  encode: (number) => ParseResult.succeed(String(number)),
}).annotations({ jsonSchema: { type: "integer", minimum: 0 } });

/** A moment of the query, in ms since 1970. */
export const Moment = Schema.transformOrFail(text, Schema.Number, {
  strict: true,
  decode: (given, _, ast) => {
    const ms = Date.parse(given);
    const message = `takes a time such as 2026-01-31T08:00:00Z, not "${given}"`;
    return Number.isNaN(ms)
      ? ParseResult.fail(new ParseResult.Type(ast, given, message))
      : ParseResult.succeed(ms);
  },
  encode: (ms) => ParseResult.succeed(new Date(ms).toISOString()),
}).annotations({ jsonSchema: { type: "string", format: "date-time" } });

/** A regular expression (JavaScript's). */
export const RegularExpression = Schema.transformOrFail(text, text, {
  strict: true,
  decode: (given, _, ast) => {
    try {
      return ParseResult.succeed(new RegExp(given).source && given);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return ParseResult.fail(new ParseResult.Type(ast, given, `takes a regular expression: ${why}`));
    }
  },
  encode: (given) => ParseResult.succeed(given),
}).annotations({ jsonSchema: { type: "string", format: "regex" } });

/** Children by path, last part or glob; left out: the whole tree. */
export const Paths = Schema.optionalWith(
  Schema.Array(text).annotations({
    description: "Children by path, unique last part or glob; the whole tree by default",
  }),
  { exact: true },
);

/** The child of a path of the API: one percent-encoded segment. */
export const ChildParams = Schema.Struct({
  path: text.annotations({ description: "The path of a child, percent-encoded: `web%2Fapi%231`" }),
});

/** How many items of a list are answered at once. */
export const defaultLimit = 100;
const maxLimit = 1_000;

/** A whole number of the query, from 1. */
export const wholeNumberUpTo = (maximum: number, byDefault: number) =>
  Schema.transformOrFail(text, Schema.Number, {
    strict: true,
    decode: (given, _, ast) =>
      /^[1-9]\d{0,8}$/.test(given) && Number(given) <= maximum
        ? ParseResult.succeed(Number(given))
        : ParseResult.fail(
            new ParseResult.Type(ast, given, `takes a whole number from 1 to ${maximum}, not "${given}"`),
          ),
    encode: (number) => ParseResult.succeed(String(number)),
  }).annotations({ jsonSchema: { type: "integer", minimum: 1, maximum, default: byDefault } });

/** The most items that a list answers with. */
export const Limit = wholeNumberUpTo(maxLimit, defaultLimit).annotations({
  description: "The most items of a page",
});

/** Where the next page of a list begins: opaque to clients, and valid for the list that gave it. */
export const cursorOf = <A, I>(place: Schema.Schema<A, I>): Schema.Schema<A, string> =>
  Schema.compose(Schema.StringFromBase64Url, Schema.parseJson(place)).annotations({
    description: "The `next` of the page before",
    message: () => ({
      message: "is not a cursor of this list; use the `next` of its last page, or leave it out",
      override: true,
    }),
    jsonSchema: { type: "string" },
  });

/** One of these words. */
export const oneOf = <const Words extends readonly [string, ...ReadonlyArray<string>]>(words: Words) =>
  Schema.Literal(...words).annotations({
    message: ({ actual }) => ({ message: `is one of ${words.join(", ")}, not "${actual}"`, override: true }),
  });

/** `true` or `false`. */
export const Flag = Schema.transformOrFail(text, Schema.Boolean, {
  strict: true,
  decode: (given, _, ast) =>
    given === "true" || given === "false"
      ? ParseResult.succeed(given === "true")
      : ParseResult.fail(new ParseResult.Type(ast, given, `takes true or false, not "${given}"`)),
  encode: (flag) => ParseResult.succeed(String(flag)),
}).annotations({ jsonSchema: { type: "boolean" } });

/** A page of a list. */
export const pageOf = <A, I>(item: Schema.Schema<A, I>) => ({
  items: Schema.Array(item),
  /** The cursor of the next page; null: this is the last one. */
  next: Schema.NullOr(Schema.String),
});
