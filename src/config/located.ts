/** A place in the text; both begin with 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly at: Position;
  readonly entries: ReadonlyMap<string, { readonly keyAt: Position; readonly value: Located }>;
}

/** A value that knows where it was written, also after templates and overlays have moved it. */
export type Located =
  | { readonly kind: "scalar"; readonly at: Position; readonly value: string | number | boolean | null }
  | { readonly kind: "list"; readonly at: Position; readonly items: ReadonlyArray<Located> }
  | LocatedMap;

/** The plain value. */
export const plain = (located: Located): unknown => {
  switch (located.kind) {
    case "scalar":
      return located.value;
    case "list":
      return located.items.map(plain);
    case "map":
      return Object.fromEntries([...located.entries].map(([key, { value }]) => [key, plain(value)]));
  }
};

export const entry = (located: Located | undefined, key: string): Located | undefined =>
  located?.kind === "map" ? located.entries.get(key)?.value : undefined;

/** Where the value at a path was written, or the deepest part of the path that there is. */
export const positionOf = (located: Located, path: ReadonlyArray<PropertyKey>): Position => {
  const [key, ...rest] = path;
  if (key === undefined) return located.at;
  const next =
    located.kind === "map"
      ? located.entries.get(String(key))?.value
      : located.kind === "list"
        ? located.items[Number(key)]
        : undefined;
  return next ? positionOf(next, rest) : located.at;
};

/** `over` laid on `under`: maps are merged key by key, anything else is replaced. */
export const overlay = (under: Located, over: Located): Located => {
  if (under.kind !== "map" || over.kind !== "map") return over;
  const entries = new Map(under.entries);
  for (const [key, { keyAt, value }] of over.entries) {
    const below = entries.get(key);
    entries.set(key, { keyAt, value: below ? overlay(below.value, value) : value });
  }
  return { kind: "map", at: over.at, entries };
};

/** A map without some of its keys. */
export const without = (map: LocatedMap, ...keys: ReadonlyArray<string>): LocatedMap => ({
  ...map,
  entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))),
});

/** Every scalar changed by a function that knows where it is. */
export const mapScalars = (
  located: Located,
  change: (scalar: Extract<Located, { kind: "scalar" }>) => Located,
): Located => {
  switch (located.kind) {
    case "scalar":
      return change(located);
    case "list":
      return { ...located, items: located.items.map((item) => mapScalars(item, change)) };
    case "map":
      return {
        ...located,
        entries: new Map(
          [...located.entries].map(([key, { keyAt, value }]) => [
            key,
            { keyAt, value: mapScalars(value, change) },
          ]),
        ),
      };
  }
};
