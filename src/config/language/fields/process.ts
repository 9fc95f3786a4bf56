import { Schema } from "effect";
import { allSignals, parseSignal, signalNames } from "../../../domain/tree/signals.ts";
import { AsWritten, field } from "./field.ts";
import { numberIn, wholeNumbers } from "./numbers.ts";

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
