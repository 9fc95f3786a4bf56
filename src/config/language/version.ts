import { type Located, type LocatedMap, without } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";

/** Converts a file from one version of the language to the next. */
type Migration = (file: LocatedMap) => LocatedMap;

/** The first one converts version 1 to version 2, and so on. There is only one version so far. */
const migrations: ReadonlyArray<Migration> = [];

const numberOf = (version: Located | undefined): number =>
  version === undefined ? 1 : version.kind === "scalar" ? Number(version.value) : Number.NaN;

/**
 * A file of any version converted to the newest one, without `version`; a file without `version` is version 1. A newer
 * version than that of this program is an error.
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
    report.error(
      written?.at ?? file.at,
      `version ${version} of the language is not supported: this Sentinel reads up to version ${newest}`,
      "upgrade Sentinel",
    );
  else
    report.error(
      written?.at ?? file.at,
      `expected version: ${newest}, found ${show(found)}`,
      `write version: ${newest}`,
    );
  return rest;
};
