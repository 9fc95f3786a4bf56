import {
  emptyMap,
  entry,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  without,
} from "../diagnostics/located.ts";
import { scheduleMap } from "./scheduleForms.ts";

/** Alternative keys within a map, by its key: one of them in an overlay replaces the others below. */
const alternatives: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ["ready", ["min_uptime", "log", "notify"]],
  ["schedule", ["cron", "every", "at", "several", "manual"]],
]);

/** The same for the keys of a child. */
const childAlternatives: ReadonlyArray<ReadonlyArray<string>> = [
  ["uid", "user"],
  ["gid", "group"],
];

/** Maps that are replaced as a whole. */
const atomicMaps: ReadonlyArray<string> = ["secret", "limit"];

/** Maps whose keys are names chosen by the user, which may equal words of the language. */
const mapsOfNames: ReadonlyArray<string> = [
  ...["children", "templates", "environments", "secrets", "env", "ports", "parameters", "pools", "calendars"],
];

/** Maps in which null is a value: a parameter that has to be given. */
const mapsWithNull: ReadonlyArray<string> = ["parameters"];

/** The keys of a map: words of the language, names chosen by the user, or either. */
type Keys = "words" | "names" | "either";

const keysBelow = (keys: Keys, name: string): Keys =>
  keys !== "names" && mapsOfNames.includes(name) ? "names" : "words";

/** `under` without the alternatives of keys in `over`. */
const withoutReplaced = (under: LocatedMap, over: LocatedMap, key: string, keys: Keys): LocatedMap => {
  if (keys === "names") return under;
  const alternative = [alternatives.get(key) ?? [], ...(keys === "words" ? childAlternatives : [])];
  const replaced = alternative.filter((group) => group.some((one) => over.entries.has(one))).flat();
  return withoutOtherStopTimeout(without(under, ...replaced), over);
};

/** The same for the two keys that set the stop timeout. */
const withoutOtherStopTimeout = (under: LocatedMap, over: LocatedMap): LocatedMap => {
  if (over.entries.has("shutdown")) return withoutTimeout(under);
  if (entry(entry(over, "stop"), "timeout") !== undefined) return without(under, "shutdown");
  return under;
};

/** Without `stop.timeout`, which is the same setting as `shutdown`. */
const withoutTimeout = (map: LocatedMap): LocatedMap => {
  const stop = map.entries.get("stop");
  if (stop?.value.kind !== "map") return map;
  const value = without(stop.value, "timeout");
  return { ...map, entries: new Map(map.entries).set("stop", { ...stop, value }) };
};

const isNull = (located: Located): boolean => located.kind === "scalar" && located.value === null;

/**
 * `under` with the overlay `over`: maps are merged key by key, other values are replaced, and null removes the inherited
 * value. The result has the position of `under`.
 */
export const overlay = (under: Located, over: Located, keys: Keys = "words", key = ""): Located => {
  if (key === "schedule" && under.kind !== over.kind)
    return overlayMaps(scheduleMap(under), scheduleMap(over), keys, key);
  return overlayMaps(under, over, keys, key);
};

const overlayMaps = (under: Located, over: Located, keys: Keys, key: string): Located => {
  if (under.kind !== "map" || over.kind !== "map" || atomicMaps.includes(key)) return over;
  const entries = new Map(withoutReplaced(under, over, key, keys).entries);
  for (const [name, { keyAt, value }] of over.entries) {
    const below: LocatedEntry | undefined = entries.get(name);
    if (below && isNull(value) && !mapsWithNull.includes(key)) entries.delete(name);
    else if (below === undefined) entries.set(name, { keyAt, value });
    else {
      const word = keys === "names" ? "" : name;
      entries.set(name, { keyAt, value: overlay(below.value, value, keysBelow(keys, name), word) });
    }
  }
  return { kind: "map", at: under.at, entries };
};

/** Several maps overlaid, the last one with the highest precedence; an empty map if there are none. */
export const overlayAll = (
  values: ReadonlyArray<LocatedMap>,
  at: LocatedMap["at"],
  keys: Keys = "words",
): LocatedMap => {
  const merged = values.reduce<Located>((under, over) => overlay(under, over, keys), emptyMap(at));
  return merged.kind === "map" ? merged : emptyMap(at);
};
