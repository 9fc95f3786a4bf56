import { parseSignal } from "../../../domain/tree/signals.ts";
import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { literal } from "./sentinelText.ts";
import { tableOf } from "./tableOf.ts";

/** A scalar as text, even if YAML parsed a number; empty for anything else. */
export const text = (value: Located | undefined): string =>
  value?.kind === "scalar" && value.value !== null ? String(value.value) : "";

/** A scalar as it is, a number if it is one: for settings of any type. */
export const bare = (value: Located | undefined): string | number => {
  const written = text(value);
  return /^\d{1,15}$/.test(written) && String(Number(written)) === written ? Number(written) : written;
};

/** A list of texts; a single text is a list of one. */
export const texts = (value: Located | undefined): ReadonlyArray<string> =>
  value?.kind === "list" ? value.items.map(text) : value === undefined ? [] : [text(value)];

const truths: Readonly<Record<string, boolean>> = tableOf({
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
});

/** A boolean in any spelling of the formats; null after an error. */
export const flag = (value: Located, report: Report, key: string): boolean | null => {
  const found = truths[text(value).toLowerCase()];
  if (found === undefined)
    report.error(value.at, `${key}: expected true or false, found "${text(value)}"`, "write true or false");
  return found ?? null;
};

/** An integer, also as text; null after an error. */
export const whole = (value: Located, report: Report, key: string): number | null => {
  if (/^-?\d{1,15}$/.test(text(value).trim())) return Number(text(value));
  report.error(
    value.at,
    `${key}: expected a whole number, found "${text(value)}"`,
    "write a number without a unit",
  );
  return null;
};

/** Integers from a list, or from text separated by commas or spaces. */
export const wholes = (value: Located, report: Report, key: string): ReadonlyArray<number> => {
  const parts = texts(value).flatMap((part) => part.split(/[\s,]+/));
  return parts.flatMap((part) => {
    if (part === "") return [];
    const number = whole({ kind: "scalar", at: value.at, value: part }, report, key);
    return number === null ? [] : [number];
  });
};

/** A signal by name or Linux number; null after an error. */
export const signal = (value: Located, report: Report, key: string): string | null => {
  const found = parseSignal(text(value));
  if (found === null)
    report.error(value.at, `${key}: there is no signal "${text(value)}"`, "write a name such as TERM or INT");
  return found;
};

/** The scalars of a map, as pairs of texts. */
export const pairs = (value: Located): ReadonlyArray<readonly [string, string]> =>
  value.kind === "map" ? [...value.entries].map(([key, entry]) => [key, text(entry.value)]) : [];

/** A located value whose strings are the language's text from here on. */
export const literalScalar = (scalar: Extract<Located, { kind: "scalar" }>): Located =>
  typeof scalar.value === "string" ? { ...scalar, value: literal(scalar.value) } : scalar;
