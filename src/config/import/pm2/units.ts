import type { Located } from "../../located.ts";
import type { Report } from "../../report.ts";
import type { Row } from "../row.ts";
import { duration } from "../sentinelText.ts";
import { text } from "../values.ts";

const times: Readonly<Record<string, number>> = { "": 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** PM2's times: milliseconds, or a number with h, m or s. */
export const time = (value: Located, report: Report, key: string): number | null => {
  const match = /^(\d+)(h|m|s)?$/.exec(text(value));
  if (match) return Number(match[1]) * (times[match[2] ?? ""] ?? 1);
  report.say(
    value.at,
    `${key}: "${text(value)}" is no time`,
    "write milliseconds, or a number with s, m or h",
  );
  return null;
};

/** PM2's sizes, `300M`, as the language writes them. */
export const size = (value: Located, report: Report, key: string): string | null => {
  const match = /^(\d+)(G|M|K)?B?$/i.exec(text(value));
  if (match) return `${match[1]}${(match[2] ?? "").toUpperCase()}B`;
  report.say(value.at, `${key}: "${text(value)}" is no size`, "write bytes, or a number with K, M or G");
  return null;
};

/** One of PM2's times, as a duration. */
export const putTime =
  (setting: string): NonNullable<Row["apply"]> =>
  (value, draft, { report, key }) => {
    const found = time(value, report, key);
    if (found !== null) draft.settings.set(setting, duration(found));
    return undefined;
  };
