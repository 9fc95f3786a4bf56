import { carriersOf, type Located, type LocatedMap, type Position, valueAt } from "./located.ts";
import type { OriginOf } from "./printTree.ts";

type Path = ReadonlyArray<string>;

/** Shorter ways to write something: the effective tree has the long one. */
const shorthands: ReadonlyArray<readonly [long: Path, short: Path]> = [
  [["stop", "timeout"], ["shutdown"]],
  [["ready", "min_uptime"], ["min_uptime"]],
];

const endsWith = (path: Path, end: Path): boolean =>
  end.every((key, index) => path[path.length - end.length + index] === key);

/** Where what stands at a path of the effective tree may stand in the file that it came from. */
const placesOf = (path: Path): ReadonlyArray<Path> => {
  const short = shorthands.flatMap(([long, other]) =>
    endsWith(path, long) ? [[...path.slice(0, -long.length), ...other]] : [],
  );
  const env = path.lastIndexOf("env");
  const named = env < 0 ? [] : [path.slice(0, env + 2), [...path.slice(0, env), "env_file"]];
  return [path, ...short, ...named];
};

const origin = (at: Position): string =>
  [`${at.source?.file ?? ""}:${at.line}`, ...carriersOf(at)].join(", ");

/** Where the values of an effective tree were written: file and line, and what has carried them; or `default`. */
export const originsIn =
  (effective: LocatedMap): OriginOf =>
  (path) => {
    const written = placesOf(path)
      .map((place) => valueAt(effective, place))
      .find((value): value is Located => value !== undefined);
    if (written) return origin(written.at);
    return path.length === 1 && path[0] === "version" ? null : "default";
  };
