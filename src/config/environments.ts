import { suggestion } from "../policy/nearest.ts";
import { carried, type Located, type LocatedMap, without } from "./located.ts";
import { mapAt } from "./mapAt.ts";
import { overlay } from "./overlay.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

/** Keys that an overlay can't have: they are read before there is one. */
const before: ReadonlyArray<string> = ["version", "include", "environments", "env_file"];

const readOverlay = (name: string, overlay: Located, report: Report): LocatedMap | null => {
  if (overlay.kind !== "map") {
    report.say(overlay.at, `the environment ${show(name)} has no keys`, "write what is different in it");
    return null;
  }
  for (const key of before) {
    const written = overlay.entries.get(key);
    if (written)
      report.say(written.keyAt, `${key} has no meaning in an environment`, "write it at the top of the file");
  }
  return without(overlay, ...before);
};

/** The overlay of an environment; null without one. An environment that there is not is an error. */
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
    report.say(
      environments?.at ?? file.at,
      `there is no environment ${show(name)}`,
      suggestion(name, [...overlays.keys()]),
    );
  return chosen ?? null;
};

/** The file with an environment laid over it. */
export const withEnvironment = (file: LocatedMap, chosen: LocatedMap, name: string): LocatedMap => {
  const laid = overlay(file, carried(chosen, `environment ${name}`));
  return laid.kind === "map" ? laid : file;
};
