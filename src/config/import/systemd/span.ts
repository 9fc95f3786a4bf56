import type { Located } from "../../located.ts";
import type { Report } from "../../report.ts";
import { text } from "../values.ts";
import { last } from "./readUnit.ts";
import { parseTimeSpan } from "./timeSpan.ts";

/** A time span in ms; said, and a default taken, when it is none. */
export const span = (value: Located, report: Report, key: string, otherwise: number): number => {
  const found = parseTimeSpan(text(last(value)));
  if (found === null)
    report.say(
      value.at,
      `${key}: "${text(last(value))}" is no time span`,
      "write seconds, or such as 5min 20s",
    );
  return found ?? otherwise;
};
