/**
 * The planned keys of a child that this version does not support, and what to do until then. Such a key is rejected in a
 * file, and importers write it as a comment. To enable one, remove its line: a test fails for a line that is out of date.
 */
export const plannedKeys: ReadonlyMap<string, string> = new Map([
  ["agent", "until then it is supervised as any other service"],
  ["ready.ipc", "until then it counts as ready by its uptime"],
  ...["stdout", "stderr", "file", "directory", "filename", "compress", "combined"].map(
    (name) => [`logs.${name}`, "the output is in `sentinel logs`"] as const,
  ),
]);

/** The path of a planned key within a child, for one in a wrong place; undefined if it is not planned. */
export const plannedPlaceOf = (key: string): string | undefined =>
  [...plannedKeys.keys()].find((path) => path.slice(path.lastIndexOf(".") + 1) === key);
