import { type Located, type LocatedMap, type Position, trailOf, valueAt } from "../diagnostics/located.ts";
import type { OriginOf } from "./printTree.ts";

type Path = ReadonlyArray<string>;

/** Short forms of keys, which are no maps; the effective tree has the long form. */
const shorthands: ReadonlyArray<readonly [long: Path, short: Path]> = [
  [["stop", "timeout"], ["shutdown"]],
  [["ready", "min_uptime"], ["min_uptime"]],
  [["uid"], ["user"]],
  [["gid"], ["group"]],
  ...["cron", "several", "manual"].map((key) => [["schedule", key], ["schedule"]] as const),
  ...["cron", "every", "at"].map(
    (key) =>
      [
        ["schedule", key],
        ["schedule", "several"],
      ] as const,
  ),
  [["overlap", "queue", "length"], ["overlap"]],
  [["catch_up", "all", "most"], ["catch_up"]],
  [["retry", "times"], ["retry"]],
  ...["initial", "factor", "max"].map(
    (key) =>
      [
        ["retry", "backoff", key],
        ["retry", "backoff"],
      ] as const,
  ),
];

const endsWith = (path: Path, end: Path): boolean =>
  end.every((key, index) => path[path.length - end.length + index] === key);

/** The keys of a child under which each probe may be written. */
const probeSources: ReadonlyMap<string, ReadonlyArray<Path>> = new Map([
  ["startup", [["probes", "startup"], ["ready"], ["probes", "ready"]]],
  ["ready", [["probes", "ready"], ["ready"]]],
  ["live", [["probes", "live"]]],
]);

/** In `ready` stands only what is checked: its other keys have meanings of their own. */
const isCheck = (key: string | undefined): boolean => key === "tcp" || key === "http" || key === "exec";

/** Where a value of a probe may be written. A URL may also be the whole of `http`. */
const placesOfProbe = (path: Path): ReadonlyArray<Path> => {
  const at = path.lastIndexOf("probes");
  const [name = "", ...rest] = path.slice(at + 1);
  if (at < 0 || rest.length === 0) return [];
  return (probeSources.get(name) ?? [])
    .filter((source) => source[0] === "probes" || isCheck(rest[0]))
    .flatMap((source) => {
      const place = [...path.slice(0, at), ...source, ...rest];
      return rest.join(".") === "http.url" ? [place, place.slice(0, -1)] : [place];
    });
};

/** Where a value may be written in a short form. */
const shortPlacesOf = (path: Path): ReadonlyArray<Path> =>
  shorthands.flatMap(([long, short]) =>
    endsWith(path, long) ? [[...path.slice(0, -long.length), ...short]] : [],
  );

/** The other places in the original file at which a value of the effective tree may be written. */
const placesOf = (path: Path): ReadonlyArray<Path> => {
  const env = path.lastIndexOf("env");
  const named = env < 0 ? [] : [path.slice(0, env + 2), [...path.slice(0, env), "env_file"]];
  // A dependency may be written by a short name, or in a list.
  const after = path.lastIndexOf("after");
  const whole = after < 0 ? [] : [path.slice(0, after + 1)];
  return [...named, ...whole, ...placesOfProbe(path)];
};

const origin = (at: Position): string => [`${at.source?.file ?? ""}:${at.line}`, ...trailOf(at)].join(", ");

/** Where the values of an effective tree were written: file, line and the trail through templates; or `default`. */
export const originsIn =
  (effective: LocatedMap): OriginOf =>
  (path) => {
    const at = (place: Path): Located | undefined => valueAt(effective, place);
    const short = shortPlacesOf(path).map(at);
    const written = [
      at(path),
      ...short.filter((value) => value?.kind !== "map"),
      ...placesOf(path).map(at),
    ].find((value) => value !== undefined);
    if (written) return origin(written.at);
    return path.length === 1 && path[0] === "version" ? null : "default";
  };
