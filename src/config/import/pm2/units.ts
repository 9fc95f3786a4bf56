import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Row } from "../table/row.ts";
import { duration } from "../table/sentinelText.ts";
import { tableOf } from "../table/tableOf.ts";
import { text, texts } from "../table/values.ts";

const times: Readonly<Record<string, number>> = tableOf({ "": 1, s: 1_000, m: 60_000, h: 3_600_000 });

/** PM2's times in ms: milliseconds, or a number with h, m or s; null when it is none. */
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

/** PM2's sizes, `300M`, as the language writes them. */
export const size = (value: Located, report: Report, key: string): string | null => {
  const match = /^(\d+)(G|M|K)?B?$/i.exec(text(value));
  if (match) return `${match[1]}${(match[2] ?? "").toUpperCase()}B`;
  report.error(value.at, `${key}: "${text(value)}" is not a size`, "write bytes, or a number with K, M or G");
  return null;
};

/**
 * The words of a string that PM2 splits into a list: separated by spaces, with quotes, of which `--name="a b"` keeps
 * its own.
 */
const separator = /([\w-]+=(?:"[^"]*"|'[^']*'))|"([^"]*)"|'([^']*)'|\s/;

/** A list, or a text as PM2 splits it into one. */
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
