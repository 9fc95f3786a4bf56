import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { text, texts } from "../table/values.ts";

const times: Readonly<Record<string, number>> = tableOf({ "": 1, s: 1_000, m: 60_000, h: 3_600_000 });

/** Parses a time of PM2 to ms: milliseconds, or a number with h, m or s; null if it is invalid. */
export const parseTime = (written: string): number | null => {
  const match = /^(\d+)(h|m|s)?$/.exec(written);
  return match ? Number(match[1]) * (times[match[2] ?? ""] ?? 1) : null;
};

/** The same; reports an error if it is invalid. */
export const time = (value: Located, report: Report, key: string): number | null => {
  const found = parseTime(text(value));
  if (found !== null) return found;
  report.error(
    value.at,
    `${key}: "${text(value)}" is not a duration`,
    "write milliseconds, or a number with s, m or h",
  );
  return null;
};

/** A size of PM2, such as `300M`, in the form of the language. */
export const size = (value: Located, report: Report, key: string): string | null => {
  const match = /^(\d+)(G|M|K)?B?$/i.exec(text(value));
  if (match) return `${match[1]}${(match[2] ?? "").toUpperCase()}B`;
  report.error(value.at, `${key}: "${text(value)}" is not a size`, "write bytes, or a number with K, M or G");
  return null;
};

/**
 * Splits a string into a list like PM2: at spaces, with quoted words; quotes within a word, as in `--name="a b"`, are
 * kept.
 */
const separator = /([\w-]+=(?:"[^"]*"|'[^']*'))|"([^"]*)"|'([^']*)'|\s/;

/** A list, or a text split into one like PM2. */
export const listed = (value: Located | undefined): ReadonlyArray<string> =>
  value?.kind === "list"
    ? texts(value)
    : text(value)
        .split(separator)
        .filter((word) => word !== undefined && word.trim() !== "");

/** One of PM2's times, as a duration. */
export const putTime =
  (setting: string): NonNullable<Row["apply"]> =>
  (value, draft, { report, key }) => {
    const found = time(value, report, key);
    if (found !== null) draft.settings.set(setting, duration(found));
    return undefined;
  };
