import { parseSignal } from "../../domain/signals.ts";
import type { Located } from "../located.ts";
import type { Report } from "../report.ts";
import { literal } from "./sentinelText.ts";

/** A scalar as text, also where YAML read a number; empty for anything else. */
export const text = (value: Located | undefined): string =>
  value?.kind === "scalar" && value.value !== null ? String(value.value) : "";

/** A scalar as it stands, a number where it is one: what a setting of any kind is written as. */
export const bare = (value: Located | undefined): string | number => {
  const written = text(value);
  return /^\d{1,15}$/.test(written) && String(Number(written)) === written ? Number(written) : written;
};

/** A list of texts, also from one text standing alone. */
export const texts = (value: Located | undefined): ReadonlyArray<string> =>
  value?.kind === "list" ? value.items.map(text) : value === undefined ? [] : [text(value)];

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};

/** A yes or no in any of the words that the formats have for it; said and null when it is neither. */
export const flag = (value: Located, report: Report, key: string): boolean | null => {
  const found = truths[text(value).toLowerCase()];
  if (found === undefined)
    report.say(value.at, `${key}: expected true or false, found "${text(value)}"`, "write true or false");
  return found ?? null;
};

/** A whole number, also written as text; said and null when it is none. */
export const whole = (value: Located, report: Report, key: string): number | null => {
  if (/^-?\d{1,15}$/.test(text(value).trim())) return Number(text(value));
  report.say(
    value.at,
    `${key}: expected a whole number, found "${text(value)}"`,
    "write a number without a unit",
  );
  return null;
};

/** Whole numbers from a list, or from text with commas or blanks between them. */
export const wholes = (value: Located, report: Report, key: string): ReadonlyArray<number> => {
  const parts = texts(value).flatMap((part) => part.split(/[\s,]+/));
  return parts.flatMap((part) => {
    if (part === "") return [];
    const number = whole({ kind: "scalar", at: value.at, value: part }, report, key);
    return number === null ? [] : [number];
  });
};

const byNumber: Readonly<Record<string, string>> = {
  1: "SIGHUP",
  2: "SIGINT",
  3: "SIGQUIT",
  6: "SIGABRT",
  9: "SIGKILL",
  10: "SIGUSR1",
  12: "SIGUSR2",
  13: "SIGPIPE",
  14: "SIGALRM",
  15: "SIGTERM",
};

/** A signal by name or by Linux's number; said and null when there is no such signal. */
export const signal = (value: Located, report: Report, key: string): string | null => {
  const found = byNumber[text(value)] ?? parseSignal(text(value));
  if (found === null)
    report.say(value.at, `${key}: there is no signal "${text(value)}"`, "write a name such as TERM or INT");
  return found;
};

/** The scalars of a map, as pairs of texts. */
export const pairs = (value: Located): ReadonlyArray<readonly [string, string]> =>
  value.kind === "map" ? [...value.entries].map(([key, entry]) => [key, text(entry.value)]) : [];

/** A located value whose strings are the language's text from here on. */
export const literalScalar = (scalar: Extract<Located, { kind: "scalar" }>): Located =>
  typeof scalar.value === "string" ? { ...scalar, value: literal(scalar.value) } : scalar;
