import { ParseResult, Schema } from "effect";
import { parseSignal, signalNames } from "../domain/signals.ts";
import { suggestion } from "../policy/nearest.ts";
import { parseDuration } from "./duration.ts";

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** One of a few words; the message names the closest. */
export const oneOf = <const Words extends readonly [string, ...ReadonlyArray<string>]>(...words: Words) =>
  Schema.Literal<Words>(...words).annotations({
    message: ({ actual }) => ({
      message: `expected one of ${words.join(", ")}, found ${show(actual)}; ${suggestion(String(actual), words)}`,
      override: true,
    }),
  });

const described = <A, I>(schema: Schema.Schema<A, I>, expected: string): Schema.Schema<A, I> =>
  schema.annotations({
    message: ({ actual }) => ({ message: `expected ${expected}, found ${show(actual)}`, override: true }),
  });

const parsed = <A>(
  expected: string,
  parse: (value: string | number) => A | null,
  target: Schema.Schema<A>,
): Schema.Schema<A, string | number> =>
  described(
    Schema.transformOrFail(Schema.Union(Schema.String, Schema.Number), target, {
      strict: true,
      decode: (value, _, ast) => {
        const found = parse(value);
        return found === null
          ? ParseResult.fail(new ParseResult.Type(ast, value))
          : ParseResult.succeed(found);
      },
      encode: (value) => ParseResult.succeed(String(value)),
    }),
    expected,
  );

/** Milliseconds, written with a unit. */
export const Duration = parsed(
  "a duration with its unit, such as 500ms, 10s or 1h30m",
  parseDuration,
  Schema.Number,
);

export const PositiveDuration = parsed(
  "a duration above 0 with its unit, such as 60s",
  (value) => {
    const ms = parseDuration(value);
    return ms === null || ms <= 0 ? null : ms;
  },
  Schema.Number,
);

export const Signal = Schema.String.pipe(
  Schema.transformOrFail(Schema.String, {
    strict: true,
    decode: (value, _, ast) => {
      const name = parseSignal(value);
      return name === null ? ParseResult.fail(new ParseResult.Type(ast, value)) : ParseResult.succeed(name);
    },
    encode: (value) => ParseResult.succeed(value),
  }),
).annotations({
  message: ({ actual }) => ({
    message: `expected a signal such as SIGTERM, found ${show(actual)}; ${suggestion(`SIG${String(actual).toUpperCase().replace(/^SIG/, "")}`, signalNames)}`,
    override: true,
  }),
});

/** An exit code, or a signal by name. */
export const ExitMatch = parsed<string | number>(
  "an exit code from 0 to 255 or a signal such as SIGUSR1",
  (value) =>
    typeof value === "string"
      ? parseSignal(value)
      : Number.isInteger(value) && value >= 0 && value < 256
        ? value
        : null,
  Schema.Union(Schema.String, Schema.Number),
);

/** A file mode mask: octal text such as "022", or YAML's 0o22. */
export const Umask = parsed(
  'an octal umask such as "022"',
  (value) => {
    const mask =
      typeof value === "number"
        ? value
        : /^0?o?[0-7]{1,4}$/.test(value)
          ? Number.parseInt(value.replace("o", ""), 8)
          : Number.NaN;
    return mask >= 0 && mask <= 0o777 ? mask : null;
  },
  Schema.Number,
);

export const Text = described(Schema.String, "text");
export const Flag = described(Schema.Boolean, "true or false");
export const Whole = described(Schema.NonNegativeInt, "a whole number, 0 or more");
export const Id = described(Schema.NonNegativeInt, "a numeric id");

/** A regular expression that compiles. */
export const Pattern = described(
  Schema.String.pipe(
    Schema.filter((text) => {
      try {
        new RegExp(text);
        return true;
      } catch {
        return false;
      }
    }),
  ),
  "a regular expression",
);

/** Environment values: what YAML reads as a number or boolean is text all the same. */
export const EnvValue = described(
  Schema.transform(Schema.Union(Schema.String, Schema.Number, Schema.Boolean), Schema.String, {
    strict: true,
    decode: String,
    encode: (value) => value,
  }),
  "text, a number or a boolean",
);
