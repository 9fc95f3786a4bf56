import { suggestion } from "../../../policy/nearest.ts";
import { entry, type LocatedMap } from "../../located.ts";
import { overlay } from "../../overlay.ts";
import type { Report } from "../../report.ts";
import { text } from "../values.ts";

/** A process laid over the one that it extends, and that over its own. A circle, or a name that there is not, is said. */
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
    report.say(process.at, "more than 50 processes extend each other", "write out what they share");
    return process;
  }
  if (base?.kind !== "map" || via.includes(name)) {
    const hint = via.includes(name) ? "remove one of the extends" : suggestion(name, [...all.entries.keys()]);
    report.say(
      process.at,
      via.includes(name) ? "these extend each other in a circle" : `there is no process "${name}"`,
      hint,
    );
    return process;
  }
  const whole = overlay(extended(base, all, [...via, name], report), process);
  return whole.kind === "map" ? whole : process;
};
