import { noSuchZone } from "../../../calendar/zone.ts";
import type { Window } from "../../../domain/tree/Schedule.ts";
import { suggestion } from "../../../policy/nearest.ts";
import { entry, type LocatedMap, type Position, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { show } from "../../diagnostics/show.ts";
import type { WindowFile } from "../../language/jobs.ts";
import type { TreeFile } from "../../language/language.ts";
import { instantOf } from "./moments.ts";

/** What jobs share, declared at the top of the file. */
export interface SharedByJobs {
  /** The windows of a calendar; none if there is no such calendar, which is reported. */
  readonly calendar: (name: string, at: Position, report: Report) => ReadonlyArray<Window>;
  /** Whether there is a pool of this name; if not, that is reported. */
  readonly hasPool: (name: string, at: Position, report: Report) => boolean;
}

/** A window of time; null if it is invalid, which is reported. `map`: where its keys are. */
export const windowOf = (file: WindowFile, map: LocatedMap, zone: string, report: Report): Window | null => {
  const own = file.timezone ?? zone;
  const unknown = file.timezone === undefined ? null : noSuchZone(file.timezone);
  if (unknown) report.error(positionOf(map, ["timezone"]), unknown.message, unknown.hint);
  const moment = (key: "from" | "until") =>
    instantOf(file[key], { at: positionOf(map, [key]), zone: own, report });
  const [from, until] = [moment("from"), moment("until")];
  if (from === null || until === null) return null;
  if (from < until) return { from, until };
  report.error(
    positionOf(map, ["until"]),
    "the window ends before it begins",
    "`until` is the first moment after it",
  );
  return null;
};

/** The pools and calendars of a file. `file` null: its top level is invalid, which has been reported. */
export const readShared = (file: TreeFile | null, whole: LocatedMap, report: Report): SharedByJobs => {
  const calendars = new Map(
    Object.entries(file?.calendars ?? {}).map(([name, windows]) => [
      name,
      windows.flatMap((window, index) => {
        const list = entry(entry(whole, "calendars"), name);
        const item = list?.kind === "list" ? list.items[index] : undefined;
        return (item?.kind === "map" ? windowOf(window, item, "UTC", report) : null) ?? [];
      }),
    ]),
  );
  const namesIn = (key: "pools" | "calendars"): ReadonlyArray<string> => {
    const written = entry(whole, key);
    return written?.kind === "map" ? [...written.entries.keys()] : [];
  };
  const isKnown = (key: "pools" | "calendars", name: string, at: Position, here: Report): boolean => {
    const known = namesIn(key);
    if (known.includes(name)) return true;
    const hint =
      known.length > 0 ? suggestion(name, known) : `declare it at the top of the file: ${example[key]}`;
    here.error(at, `there is no ${key.slice(0, -1)} ${show(name)}`, hint);
    return false;
  };
  return {
    calendar: (name, at, here) => (isKnown("calendars", name, at, here) ? (calendars.get(name) ?? []) : []),
    hasPool: (name, at, here) => isKnown("pools", name, at, here),
  };
};

const example = {
  pools: "`pools: { NAME: 2 }`",
  calendars: "`calendars: { NAME: [ { from: 2026-12-24, until: 2026-12-27 } ] }`",
};
