import { suggestion } from "../../policy/nearest.ts";
import { type Located, type LocatedMap, without, withTrail } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { mapAt } from "../yaml/mapAt.ts";
import { overlay } from "../yaml/overlay.ts";

/** Keys that an overlay can't have, because they are read before it is applied. */
const notAllowed: ReadonlyArray<string> = ["version", "include", "environments", "env_file"];

const readOverlay = (name: string, overlay: Located, report: Report): LocatedMap | null => {
  if (overlay.kind !== "map") {
    report.error(overlay.at, `the environment ${show(name)} has no keys`, "write the keys that differ in it");
    return null;
  }
  for (const key of notAllowed) {
    const written = overlay.entries.get(key);
    if (written)
      report.error(
        written.keyAt,
        `${key} is not allowed in an environment`,
        "write it at the top level of the file",
      );
  }
  return without(overlay, ...notAllowed);
};

/** The overlay of an environment; null without a name. An unknown environment is an error. */
export const environmentOverlay = (
  file: LocatedMap,
  name: string | undefined,
  report: Report,
): LocatedMap | null => {
  const environments = mapAt(file, "environments", report);
  const overlays = new Map(
    [...(environments?.entries ?? [])].map(([known, { value }]) => [
      known,
      readOverlay(known, value, report),
    ]),
  );
  if (name === undefined) return null;
  const chosen = overlays.get(name);
  if (chosen === undefined)
    report.error(
      environments?.at ?? file.at,
      `unknown environment ${show(name)}`,
      suggestion(name, [...overlays.keys()]),
    );
  return chosen ?? null;
};

/** The file with the overlay of an environment applied. */
export const withEnvironment = (file: LocatedMap, chosen: LocatedMap, name: string): LocatedMap => {
  const merged = overlay(file, withTrail(chosen, `environment ${name}`));
  return merged.kind === "map" ? merged : file;
};
