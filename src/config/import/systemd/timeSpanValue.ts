import type { Located } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { text } from "../table/values.ts";
import { last } from "./readUnit.ts";
import { parseTimeSpan } from "./timeSpan.ts";

/** A time span in ms; an invalid one is reported and replaced by a default. */
export const span = (value: Located, report: Report, key: string, otherwise: number): number => {
  const found = parseTimeSpan(text(last(value)));
  if (found === null)
    report.error(
      value.at,
      `${key}: "${text(last(value))}" is not a time span`,
      "write seconds, or such as 5min 20s",
    );
  return found ?? otherwise;
};
