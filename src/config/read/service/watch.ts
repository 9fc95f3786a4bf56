import type { ServiceSpec } from "../../../domain/tree/ChildSpec.ts";
import { resolvePath } from "../../assemble/files.ts";
import { directoryAt, entry, type LocatedMap, positionOf } from "../../diagnostics/located.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { WatchFile } from "../../language/watch.ts";

/** How long files must be left alone, in ms: an editor or a compiler writes several. */
const watchDebounceMs = 500;

const listed = (texts: string | ReadonlyArray<string>): ReadonlyArray<string> =>
  typeof texts === "string" ? [texts] : texts;

/** The files after whose changes a child is restarted; without a setting there is no field. */
export const watchPart = (
  watch: WatchFile | undefined,
  map: LocatedMap,
  report: Report,
): Pick<ServiceSpec, "watch"> => {
  if (watch === undefined) return {};
  const file = typeof watch === "object" && "paths" in watch ? watch : { paths: watch };
  const directory = directoryAt((entry(map, "watch") ?? map).at);
  const [first, ...rest] = listed(file.paths).map((path) => resolvePath(directory, path));
  if (first === undefined) {
    report.error(
      positionOf(map, ["watch"]),
      "watch has no paths",
      "write the folders and files, or remove it",
    );
    return {};
  }
  const { include = [], ignore = [], debounce = watchDebounceMs } = file;
  return { watch: { paths: [first, ...rest], include, ignore, debounceMs: debounce } };
};
