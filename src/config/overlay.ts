import { emptyMap, entry, type Located, type LocatedEntry, type LocatedMap, without } from "./located.ts";

/** Ways to say one thing, of which a later one replaces an earlier one: keys within a map, by its key. */
const alternatives: Readonly<Record<string, ReadonlyArray<string>>> = {
  ready: ["min_uptime", "log", "notify"],
};

/** Maps that mean something only as a whole. */
const wholes: ReadonlyArray<string> = ["secret", "limit"];

/** What `over` makes pointless in `under`, taken out of it. */
const clearedFor = (under: LocatedMap, over: LocatedMap, key: string): LocatedMap => {
  const kinds = alternatives[key] ?? [];
  if (kinds.some((kind) => over.entries.has(kind))) return without(under, ...kinds);
  if (over.entries.has("shutdown")) return withoutTimeout(under);
  if (entry(entry(over, "stop"), "timeout") !== undefined) return without(under, "shutdown");
  return under;
};

/** `shutdown` and `stop.timeout` say the same thing. */
const withoutTimeout = (map: LocatedMap): LocatedMap => {
  const stop = map.entries.get("stop");
  if (stop?.value.kind !== "map") return map;
  const value = without(stop.value, "timeout");
  return { ...map, entries: new Map(map.entries).set("stop", { ...stop, value }) };
};

const isNothing = (located: Located): boolean => located.kind === "scalar" && located.value === null;

/**
 * `over` laid on `under`: maps are merged key by key, anything else is replaced; null takes away what is
 * below it. What comes of it stands where `under` does.
 */
export const overlay = (under: Located, over: Located, key = ""): Located => {
  if (under.kind !== "map" || over.kind !== "map" || wholes.includes(key)) return over;
  const entries = new Map(clearedFor(under, over, key).entries);
  for (const [name, { keyAt, value }] of over.entries) {
    const below: LocatedEntry | undefined = entries.get(name);
    if (below && isNothing(value)) entries.delete(name);
    else entries.set(name, { keyAt, value: below ? overlay(below.value, value, name) : value });
  }
  return { kind: "map", at: under.at, entries };
};

/** Several values laid on each other, the last on top; null when there is none. */
export const overlayAll = (values: ReadonlyArray<LocatedMap>, at: LocatedMap["at"]): LocatedMap => {
  const laid = values.reduce<Located>((under, over) => overlay(under, over), emptyMap(at));
  return laid.kind === "map" ? laid : emptyMap(at);
};
