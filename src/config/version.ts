import { type Located, type LocatedMap, without } from "./located.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

/** Turns a file of one version of the language into one of the next. */
type Migration = (file: LocatedMap) => LocatedMap;

/** The first one turns version 1 into version 2, and so on: there is one version so far. */
const migrations: ReadonlyArray<Migration> = [];

const numberOf = (version: Located | undefined): number =>
  version === undefined ? 1 : version.kind === "scalar" ? Number(version.value) : Number.NaN;

/**
 * A file of any version as one of the newest, without its `version`; a file without one is of version 1.
 * What is newer than this program can't be read.
 */
export const toNewest = (
  file: LocatedMap,
  report: Report,
  steps: ReadonlyArray<Migration> = migrations,
): LocatedMap => {
  const newest = steps.length + 1;
  const written = file.entries.get("version")?.value;
  const version = numberOf(written);
  const rest = without(file, "version");
  if (Number.isInteger(version) && version >= 1 && version <= newest)
    return steps.slice(version - 1).reduce((older, migrate) => migrate(older), rest);
  const found = written?.kind === "scalar" ? written.value : null;
  if (Number.isInteger(version) && version > newest)
    report.say(
      written?.at ?? file.at,
      `version ${version} of the language is newer than this Sentinel, which reads up to version ${newest}`,
      "upgrade Sentinel",
    );
  else
    report.say(
      written?.at ?? file.at,
      `expected version: ${newest}, found ${show(found)}`,
      `write version: ${newest}`,
    );
  return rest;
};
