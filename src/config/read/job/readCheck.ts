import { isProblem } from "../../../calendar/CalendarProblem.ts";
import { parseCron } from "../../../calendar/cron.ts";
import type { CheckSpec } from "../../../domain/tree/ChildSpec.ts";
import { entry, type LocatedMap, type Position, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { decode } from "../../language/decode.ts";
import { inChild } from "../../language/knownKeys.ts";
import { CheckFile } from "../../language/language.ts";
import type { ReadContext } from "../readContext.ts";
import { noBackoff } from "../supervised.ts";

type Keys = CheckFile["check"];

/** Shorter periods than the whole seconds in which checks count would be a surprise. */
const second = 1_000;

/** Supervision of a check: nothing of it can fail or be restarted, so that these settings can't be chosen. */
const supervised = {
  restart: "permanent",
  significant: false,
  backoff: noBackoff,
  limit: null,
  onLimit: "fail",
  shutdown: "brutal_kill",
  autostart: true,
} as const;

/** A check; null if it is invalid, which is reported. */
export const readCheck = (name: string, map: LocatedMap, { report }: ReadContext): CheckSpec | null => {
  const file = decode(CheckFile, map, inChild("a check"), report);
  if (!file) return null;
  const { check } = file;
  const keys = entry(map, "check");
  const own = keys?.kind === "map" ? keys : map;
  reportFractions(check, own, report);
  const expects = expectsOf(check, own, report);
  if (!expects) return null;
  return {
    kind: "check",
    id: name,
    ...supervised,
    expects,
    graceMs: check.grace ?? 300_000,
    withinMs: check.within ?? null,
    failAfter: check.fail_after ?? 1,
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

const expectsOf = (check: Keys, map: LocatedMap, report: Report): CheckSpec["expects"] | null => {
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
): CheckSpec["expects"] | null => {
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
