import { isProblem } from "../../../calendar/CalendarProblem.ts";
import { parseCron } from "../../../calendar/cron.ts";
import type { Expectation } from "../../../domain/tree/ChildSpec.ts";
import { type LocatedMap, type Position, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { CheckFile } from "../../language/language.ts";

type Keys = CheckFile["check"];

/** Shorter periods than the whole seconds in which checks count would be a surprise. */
const second = 1_000;

/** What is expected of a job that reports, with defaults; null if it is contradictory, which is reported. */
export const readExpectation = (keys: Keys, map: LocatedMap, report: Report): Expectation | null => {
  reportFractions(keys, map, report);
  const expects = expectsOf(keys, map, report);
  if (!expects) return null;
  return {
    expects,
    graceMs: keys.grace ?? 300_000,
    withinMs: keys.within ?? null,
    failAfter: keys.fail_after ?? 1,
  };
};

const reportFractions = (check: Keys, map: LocatedMap, report: Report): void => {
  for (const key of ["every", "grace", "within"] as const)
    if ((check[key] ?? 0) % second !== 0)
      report.error(
        positionOf(map, [key]),
        `${key} is not in whole seconds`,
        "write whole seconds, such as 30s",
      );
};

const expectsOf = (check: Keys, map: LocatedMap, report: Report): Expectation["expects"] | null => {
  const { every, cron, timezone } = check;
  if (every !== undefined && cron !== undefined) {
    report.error(positionOf(map, ["cron"]), "a check has either `every` or `cron`", "remove one of them");
    return null;
  }
  if (every !== undefined) {
    if (timezone !== undefined)
      report.error(positionOf(map, ["timezone"]), "`timezone` has no meaning with `every`", "remove it");
    return { everyMs: every };
  }
  if (cron === undefined) {
    report.error(
      map.at,
      "the check does not say when a report is expected",
      'add `every: 1h` or `cron: "0 5 * * *"`',
    );
    return null;
  }
  return cronOf(cron, timezone ?? "UTC", map, report);
};

const cronOf = (
  cron: string,
  timezone: string,
  map: LocatedMap,
  report: Report,
): Expectation["expects"] | null => {
  const read = parseCron(cron, timezone);
  const at = (key: string): Position => positionOf(map, [key]);
  if (isProblem(read)) {
    report.error(at(read.field === "timezone" ? "timezone" : "cron"), read.message, read.hint ?? undefined);
    return null;
  }
  if (read.next(0) === null) {
    report.error(at("cron"), `the cron expression "${cron}" never comes about`, "name a day that exists");
    return null;
  }
  return { cron, timezone };
};
