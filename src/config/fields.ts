import { ParseResult, Schema } from "effect";
import { parseSignal, signalNames } from "../domain/signals.ts";
import { nearest } from "../policy/nearest.ts";
import { formatDuration, longestDuration, parseDuration } from "./duration.ts";
import { show } from "./show.ts";
import { formatSize, parseSize } from "./size.ts";

/** What stands in a file at one place. */
type Scalar = string | number | boolean;

const ScalarFile = Schema.Union(Schema.String, Schema.Number, Schema.Boolean);

/** The end of a message: which of a few words was probably meant. */
const meant = (actual: unknown, words: ReadonlyArray<string>): string => {
  const near = typeof actual === "string" ? nearest(actual, words) : null;
  return near === null ? "" : `; did you mean "${near}"?`;
};

/** A schema whose values are taken as they are written: `1.10` and `0x10` stay what they look like. */
export const AsWritten = Symbol.for("sentinel/config/AsWritten");

/** In editors, a variable may stand wherever a value may. */
const variable = { type: "string", pattern: "\\$\\{" };

/** Whole numbers of a range; tests make them directly, and not by throwing away all others. */
const whole = (least: number, most: number) =>
  Schema.Int.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.integer({ min: least, max: most }),
  });

const between = (least: number, most: number) =>
  Schema.JsonNumber.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.double({ min: least, max: most, noNaN: true }),
  });

interface Field<A> {
  /** What it is called in the table of keys. */
  readonly title: string;
  /** Ends the sentence "expected …". */
  readonly expected: string;
  readonly parse: (value: Scalar) => A | null;
  readonly print: (value: A) => Scalar;
  /** What `parse` makes: exactly that, for tests are made from it. */
  readonly target: Schema.Schema<A>;
  /** For editors. */
  readonly json: ReadonlyArray<object>;
  /** Words of which the nearest is named. */
  readonly words?: ReadonlyArray<string>;
}

const field = <A>({
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
      message: `expected ${expected}, found ${show(actual)}${meant(actual, words)}`,
      override: true,
    }),
    jsonSchema: { anyOf: [...json, variable] },
  });

/** One of a few words; the message names the closest. */
export const oneOf = <const Words extends readonly [string, ...ReadonlyArray<string>]>(...words: Words) =>
  Schema.Literal<Words>(...words).annotations({
    title: words.map((word) => `\`${word}\``).join(", "),
    message: ({ actual }) => ({
      message: `expected ${words.length > 1 ? "one of " : ""}${words.join(", ")}, found ${show(actual)}${meant(actual, words)}`,
      override: true,
    }),
    jsonSchema: { anyOf: [{ enum: words }, variable] },
  });

const durationPattern = "^(0|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+)$";
const durationJson = [{ type: "string", pattern: durationPattern }, { const: 0 }];
const duration = (value: Scalar): number | null => (typeof value === "boolean" ? null : parseDuration(value));

/** Milliseconds, written with a unit. */
export const Duration = field({
  title: "duration",
  expected: "a duration with its unit, such as 500ms, 10s or 1h30m",
  parse: duration,
  print: formatDuration,
  target: whole(0, longestDuration),
  json: durationJson,
});

export const PositiveDuration = field({
  title: "duration above 0",
  expected: "a duration above 0 with its unit, such as 60s",
  parse: (value) => duration(value) || null,
  print: formatDuration,
  target: whole(1, longestDuration),
  json: [{ type: "string", pattern: durationPattern }],
});

/** Bytes, written with a unit. */
export const Size = field({
  title: "size",
  expected: "a size above 0 with its unit, such as 20MB or 1GiB",
  parse: (value) => (typeof value === "boolean" ? null : parseSize(value) || null),
  print: formatSize,
  target: whole(1, Number.MAX_SAFE_INTEGER),
  json: [{ type: "string", pattern: "^\\d+(\\.\\d+)? ?([KMGTkmgt]?i?[Bb])$" }],
});

export const Signal = field({
  title: "signal",
  expected: "a signal such as SIGTERM",
  parse: (value) => (typeof value === "string" ? parseSignal(value) : null),
  print: (value) => value,
  target: Schema.Literal(...signalNames),
  json: [
    { enum: [...signalNames, ...signalNames.map((name) => name.slice(3))] },
    { type: "string", pattern: "^[A-Za-z0-9]+$" },
  ],
  words: [...signalNames, ...signalNames.map((name) => name.slice(3))],
});

const ExitCode = whole(0, 255);

/** An exit code, or a signal by name. */
export const ExitMatch = field({
  title: "exit code or signal",
  expected: "an exit code from 0 to 255 or a signal such as SIGUSR1",
  parse: (value) => {
    if (typeof value === "string" && !/^\d+$/.test(value)) return parseSignal(value);
    return Schema.is(ExitCode)(Number(value)) && typeof value !== "boolean" ? Number(value) : null;
  },
  print: (value) => value,
  target: Schema.Union(ExitCode, Schema.Literal(...signalNames)),
  json: [{ type: "integer", minimum: 0, maximum: 255 }, { type: "string" }],
});

/** A file mode mask: octal text such as "022", or YAML's 0o22. */
export const Umask = field({
  title: "octal mask",
  expected: 'an octal umask such as "022"',
  parse: (value) => {
    const octal = /^0?o?([0-7]{1,3})$/.exec(String(value))?.[1];
    return octal === undefined ? null : Number.parseInt(octal, 8);
  },
  print: (value) => value.toString(8).padStart(3, "0"),
  target: whole(0, 0o777),
  json: [{ type: "string", pattern: "^0?o?[0-7]{1,3}$" }, { type: "integer" }],
}).annotations({ [AsWritten]: true });

/** The number that a value is, also where a variable has made it text. */
const numberIn = (value: Scalar): number | null =>
  typeof value === "number"
    ? value
    : typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)
      ? Number(value)
      : null;

const amount = (
  title: string,
  least: number,
  most: number,
  isWhole: boolean,
): Schema.Schema<number, Scalar> => {
  const kind = isWhole ? "a whole number" : "a number";
  const range = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  const json = { type: isWhole ? "integer" : "number", minimum: least };
  return field({
    title,
    expected: `${kind}${range}`,
    parse: (value) => {
      const number = numberIn(value);
      const fits =
        number !== null && number >= least && number <= most && (!isWhole || Number.isInteger(number));
      return fits ? number : null;
    },
    print: (value) => value,
    target: isWhole ? whole(least, most) : between(least, most),
    json: [
      most === Number.MAX_SAFE_INTEGER ? json : { ...json, maximum: most },
      { type: "string", pattern: "^-?[0-9.]+$" },
    ],
  });
};

export const Whole = amount("whole number", 0, Number.MAX_SAFE_INTEGER, true);
/** The largest id is one that no process can have. */
export const Id = amount("numeric id", 0, 4_294_967_294, true);
export const wholeFrom = (least: number, most: number) =>
  amount(`whole number from ${least} to ${most}`, least, most, true);
export const numberFrom = (least: number, most: number) =>
  amount(`number from ${least} to ${most}`, least, most, false);

export const Flag = field({
  title: "`true` or `false`",
  expected: "true or false",
  parse: (value) =>
    typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : null,
  print: (value) => value,
  target: Schema.Boolean,
  json: [{ type: "boolean" }, { enum: ["true", "false"] }],
});

const text = (title: string, expected: string, isLegal: (value: string) => boolean) =>
  Schema.String.pipe(Schema.filter(isLegal, { jsonSchema: {} })).annotations({
    title,
    message: ({ actual }) => ({ message: `expected ${expected}, found ${show(actual)}`, override: true }),
  });

export const Text = text("text", "text, without NUL characters", (value) => !value.includes("\0"));

/** A regular expression that compiles. */
export const Pattern = text("regular expression", "a regular expression", (value) => {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
});

/** Text that may look like something else: what YAML reads as a number or boolean is taken as it is written. */
export const Word = field({
  title: "text",
  expected: "text, a number or a boolean",
  parse: (value) => (String(value).includes("\0") ? null : String(value)),
  print: (value) => value,
  target: Text,
  json: [{ type: ["string", "number", "boolean"] }],
}).annotations({ [AsWritten]: true });
