import { entry, type LocatedMap } from "./located.ts";
import type { Report } from "./report.ts";

/** The map at a key; something else there is said. */
export const mapAt = (map: LocatedMap, key: string, report: Report): LocatedMap | undefined => {
  const value = entry(map, key);
  if (value === undefined || value.kind === "map") return value;
  const isNothing = value.kind === "scalar" && value.value === null;
  report.say(
    value.at,
    isNothing ? `${key} is empty` : `${key} is a map`,
    isNothing ? "write names below it, or remove it" : `write names with their keys below \`${key}:\``,
  );
  return undefined;
};
