import { entry, type LocatedMap } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";

/** The map at a key; any other value is reported. */
export const mapAt = (map: LocatedMap, key: string, report: Report): LocatedMap | undefined => {
  const value = entry(map, key);
  if (value === undefined || value.kind === "map") return value;
  const isNull = value.kind === "scalar" && value.value === null;
  report.error(
    value.at,
    isNull ? `${key} is empty` : `${key} must be a map`,
    isNull ? "write names below it, or remove it" : `write names with their keys below \`${key}:\``,
  );
  return undefined;
};
