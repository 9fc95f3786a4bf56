import { suggestion } from "../../../policy/nearest.ts";
import { entry, type LocatedMap } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import { overlay } from "../../yaml/overlay.ts";
import { text } from "../table/values.ts";

/** Merge a process over the one that it extends, recursively. Cycles and unknown names are errors. */
export const extended = (
  process: LocatedMap,
  all: LocatedMap,
  via: ReadonlyArray<string>,
  report: Report,
): LocatedMap => {
  const name = text(entry(process, "extends"));
  if (name === "") return process;
  const base = entry(all, name);
  if (via.length > 50) {
    report.error(process.at, "more than 50 processes extend each other", "write out their common settings");
    return process;
  }
  if (base?.kind !== "map" || via.includes(name)) {
    const hint = via.includes(name) ? "remove one of the extends" : suggestion(name, [...all.entries.keys()]);
    report.error(
      process.at,
      via.includes(name) ? "these extend each other in a cycle" : `there is no process "${name}"`,
      hint,
    );
    return process;
  }
  const whole = overlay(extended(base, all, [...via, name], report), process);
  return whole.kind === "map" ? whole : process;
};
