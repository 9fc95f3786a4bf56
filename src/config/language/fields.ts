import { ParseResult, Schema } from "effect";
import { highestPort, legalPortName } from "../../domain/tree/ports.ts";
import { allSignals, parseSignal, signalNames } from "../../domain/tree/signals.ts";
import { nearest } from "../../policy/nearest.ts";
import { show } from "../diagnostics/show.ts";
import { formatDuration, longestDuration, parseDuration } from "./duration.ts";
import { formatSize, parseSize } from "./size.ts";
import { hintForCondition, hintForRestart } from "./synonyms.ts";

/** A scalar in a file. */
export type Scalar = string | number | boolean;

const ScalarFile = Schema.Union(Schema.String, Schema.Number, Schema.Boolean);

/** The end of a message that suggests the nearest of several words. */
const didYouMean = (actual: unknown, words: ReadonlyArray<string>): string => {
  const near = typeof actual === "string" ? nearest(actual, words) : null;
  return near === null ? "" : `; did you mean "${near}"?`;
};

/** Marks schemas that get the original characters of a value: `1.10` and `0x10` stay as they are. */
export const AsWritten = Symbol.for("sentinel/config/AsWritten");

/** Marks schemas whose values may contain the instance number. */
export const PerReplica = Symbol.for("sentinel/config/PerReplica");

/** The JSON Schema of a variable, which is allowed wherever a value is. */
const variable = { type: "string", pattern: "\\$\\{" };

/** Whole numbers in a range. Tests generate them directly instead of filtering. */
const wholeNumbers = (least: number, most: number) =>
  Schema.Int.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.integer({ min: least, max: most }),
  });

const between = (least: number, most: number) =>
  Schema.JsonNumber.pipe(Schema.between(least, most)).annotations({
    arbitrary: () => (fc) => fc.double({ min: least, max: most, noNaN: true }),
  });

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
const formsJson = (title: string, expected: string, [first, ...others]: ReadonlyArray<object>) => ({
  anyOf: [{ title, ...first }, ...others, variable],
  errorMessage: `expected ${expected}`,
});

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

const durationPattern = "^(0|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+)$";
const durationJson = [{ type: "string", pattern: durationPattern }, { const: 0 }];
const duration = (value: Scalar): number | null => (typeof value === "boolean" ? null : parseDuration(value));

/** Milliseconds, written with a unit. */
export const Duration = field({
  title: "duration",
  expected: "a duration with its unit, such as 500ms, 10s or 1h30m",
  parse: duration,
  print: formatDuration,
  target: wholeNumbers(0, longestDuration),
  json: durationJson,
});

export const PositiveDuration = field({
  title: "duration above 0",
  expected: "a duration above 0 with its unit, such as 60s",
  parse: (value) => duration(value) || null,
  print: formatDuration,
  target: wholeNumbers(1, longestDuration),
  json: [{ type: "string", pattern: durationPattern }],
});

/** Bytes, written with a unit. */
export const Size = field({
  title: "size",
  expected: "a size above 0 with its unit, such as 20MB or 1GiB",
  parse: (value) => (typeof value === "boolean" ? null : parseSize(value) || null),
  print: formatSize,
  target: wholeNumbers(1, Number.MAX_SAFE_INTEGER),
  json: [{ type: "string", pattern: "^\\d+(\\.\\d+)? ?([KMGTkmgt]?i?[Bb])$" }],
});

export const Signal = field({
  title: "signal",
  expected: "a signal such as SIGTERM",
  parse: (value) => (typeof value === "boolean" ? null : parseSignal(String(value))),
  print: (value) => value,
  target: Schema.Literal(...allSignals),
  json: [
    { enum: [...signalNames, ...signalNames.map((name) => name.slice(3))] },
    { type: "string", pattern: "^[A-Za-z0-9+-]+$" },
    { type: "integer", minimum: 1, maximum: 64 },
  ],
  words: [...signalNames, ...signalNames.map((name) => name.slice(3))],
});

const ExitCode = wholeNumbers(0, 255);

/** An exit code, or a signal by name. */
export const ExitMatch = field({
  title: "exit code or signal",
  expected: "an exit code from 0 to 255 or a signal such as SIGUSR1",
  parse: (value) => {
    if (typeof value === "string" && !/^\d+$/.test(value)) return parseSignal(value);
    return Schema.is(ExitCode)(Number(value)) && typeof value !== "boolean" ? Number(value) : null;
  },
  print: (value) => value,
  target: Schema.Union(ExitCode, Schema.Literal(...allSignals)),
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
  target: wholeNumbers(0, 0o777),
  json: [{ type: "string", pattern: "^0?o?[0-7]{1,3}$" }, { type: "integer" }],
}).annotations({ [AsWritten]: true });

/** The number of a value, which is text if it comes from a variable. */
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
    target: isWhole ? wholeNumbers(least, most) : between(least, most),
    json: [
      most === Number.MAX_SAFE_INTEGER ? json : { ...json, maximum: most },
      { type: "string", pattern: "^-?[0-9.]+$" },
    ],
  });
};

export const WholeNumber = amount("whole number", 0, Number.MAX_SAFE_INTEGER, true);

/** The next number is reserved. */
const largestAccount = 4_294_967_294;
const AccountNumber = wholeNumbers(0, largestAccount);
/** A name in the databases has no colon, comma or line end, and does not look like a number. */
const accountName = /^(?![-+\d]*$)[^-\s:,/][^\s:,/]{0,254}$/;
const AccountName = Schema.String.pipe(Schema.pattern(accountName)).annotations({
  arbitrary: () => (fc) => fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/),
});

/** A user or group, by number or by name. Digits alone are a number. */
export const account = (what: "user" | "group") =>
  field({
    title: `number or name of a ${what}`,
    expected: `a ${what}, by number or by name`,
    parse: (value) => {
      const number = numberIn(value);
      if (number !== null) return Schema.is(AccountNumber)(number) ? number : null;
      return typeof value === "string" && accountName.test(value) ? value : null;
    },
    print: (value) => value,
    target: Schema.Union(AccountNumber, AccountName),
    json: [
      { type: "integer", minimum: 0, maximum: largestAccount },
      { type: "string", pattern: accountName.source },
    ],
  });

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

const PortNumber = wholeNumbers(1, highestPort);

/** A host and a port; an IPv6 address is in brackets. */
export const hostAndPort = /^(?<host>\[[0-9a-fA-F:.]+\]|[^\s:/[\]]+):(?<port>\d{1,5})$/;

const isPort = (text: string | undefined): boolean => Schema.is(PortNumber)(Number(text));

/** What a connection is opened to: a port of this machine, a host with a port, or the name of a declared port. */
export const TcpTarget = field({
  title: "port, `HOST:PORT` or name of a port",
  expected: "a port, HOST:PORT, or the name of one of its ports",
  parse: (value) => {
    const number = numberIn(value);
    if (number !== null) return Schema.is(PortNumber)(number) ? number : null;
    const found = hostAndPort.exec(String(value));
    const isTarget = found ? isPort(found.groups?.port) : legalPortName.test(String(value));
    return typeof value === "string" && isTarget ? value : null;
  },
  print: (value) => value,
  target: Schema.Union(
    PortNumber,
    Schema.String.annotations({ arbitrary: () => (fc) => fc.constantFrom("db.local:5432", "[::1]:6379") }),
  ),
  json: [
    { type: "integer", minimum: 1, maximum: highestPort },
    { type: "string", minLength: 1 },
  ],
});

/** Whether a text is a URL that can be requested, or a path. */
const isUrl = (text: string): boolean => {
  if (!/^(\/|https?:\/\/)\S*$/.test(text)) return false;
  try {
    const { username, password } = new URL(text, "http://127.0.0.1");
    return username === "" && password === "";
  } catch {
    return false;
  }
};

/** A URL, or its path. */
export const Url = field({
  title: "URL or path",
  expected: "a URL such as http://127.0.0.1:3000/healthz, without a password, or a path such as /healthz",
  parse: (value) => (typeof value === "string" && isUrl(value) ? value : null),
  print: (value) => value,
  target: Schema.String.annotations({
    arbitrary: () => (fc) => fc.constantFrom("http://127.0.0.1:8080/healthz", "https://[::1]/up?full=1"),
  }),
  json: [{ type: "string", pattern: "^(/|https?://)\\S*$" }],
});

/** A range of HTTP statuses. */
export const statusRange = /^(?<from>[1-5]\d\d)(-(?<to>[1-5]\d\d))?$/;

/** A status of HTTP, or a range of them. */
export const Status = field({
  title: "status or range of statuses",
  expected: "a status such as 200, or a range such as 200-299",
  parse: (value) => {
    const { from, to = from } = statusRange.exec(String(value))?.groups ?? {};
    return from !== undefined && Number(from) <= Number(to) ? String(value) : null;
  },
  print: (value) => value,
  target: Schema.String.annotations({ arbitrary: () => (fc) => fc.constantFrom("200", "200-299", "404") }),
  json: [
    { type: "integer", minimum: 100, maximum: 599 },
    { type: "string", pattern: "^[1-5][0-9]{2}(-[1-5][0-9]{2})?$" },
  ],
});

/** A port, or `auto` for one that is chosen. */
export const Port = field({
  title: "port or `auto`",
  expected: `a port from 1 to ${highestPort}, or auto`,
  parse: (value) => {
    const number = numberIn(value);
    return value === "auto" || (number !== null && Schema.is(PortNumber)(number)) ? (number ?? "auto") : null;
  },
  print: (value) => value,
  target: Schema.Union(PortNumber, Schema.Literal("auto")),
  json: [
    { type: "integer", minimum: 1, maximum: highestPort },
    { type: "string", pattern: "^(auto|[0-9]+)$" },
  ],
});

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

/** A date, and a time of day, with an offset from UTC or without. */
export const momentParts =
  /^(?<date>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2})?) ?(?<offset>Z|[+-]\d{2}:\d{2})?)?$/;

/** The date and time as a clock that is never put forward or back shows them, in ms; null if there is no such date. */
export const wallTimeOf = (text: string): number | null => {
  const { date, time = "00:00" } = momentParts.exec(text)?.groups ?? {};
  const wall = Date.parse(`${date}T${time}Z`);
  // 30 February is read as a day in March.
  return !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(date ?? "") ? wall : null;
};

/** A moment, as it is written: without an offset, a time zone decides. */
export const Moment = field({
  title: "moment",
  expected: "a moment such as 2026-12-24T18:00:00+01:00, or 2026-12-24 18:00 in the time zone",
  parse: (value) => (typeof value === "string" && wallTimeOf(value) !== null ? value : null),
  print: (value) => value,
  target: Schema.String.annotations({
    arbitrary: () => (fc) => fc.constantFrom("2026-12-24T18:00:00+01:00", "2030-01-01 06:30", "2031-05-01"),
  }),
  json: [{ type: "string", pattern: momentParts.source.replace(/\?<\w+>/g, "?:") }],
});

/** A word, optionally with the instance number in it. */
export const Template = Word.annotations({ [AsWritten]: true, [PerReplica]: true });
