/** A file of the configuration. */
export interface Source {
  readonly file: string;
  /** Absolute folder of the file; its relative paths are resolved against it. */
  readonly directory: string;
  readonly text: string;
  /** Where another file includes this one; null for the main file. */
  readonly namedAt: Position | null;
}

/** The templates, overlays and so on that a value passed through, last first: `template node`. Values share common parts. */
interface Carriers {
  readonly last: string;
  readonly before: Carriers | undefined;
}

/** A position in a text; line and column start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** The file, if a tree has several; otherwise it is the main file. */
  readonly source?: Source;
  /** What the value passed through from there to where it is used. */
  readonly through?: Carriers;
}

/** What a value passed through from where it was written to where it is used, first step first. */
export const trailOf = ({ through }: Position): ReadonlyArray<string> => {
  const carriers: Array<string> = [];
  for (let carrier = through; carrier; carrier = carrier.before) carriers.push(carrier.last);
  return carriers.reverse();
};

/** A position for messages: `file:line:column`. */
export const placeOf = ({ source, line, column }: Position): string =>
  `${source?.file ?? ""}:${line}:${column}`;

/** The folder against which relative paths at a position are resolved. */
export const directoryAt = ({ source }: Position): string => source?.directory ?? "/";

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly at: Position;
  readonly value: string | number | boolean | null;
  /** The characters in the file, if the value is not text: `1.10` is not `1.1`. */
  readonly written?: string;
  /** Whether the value is a template with the instance number in it (replicaVariable.ts). */
  readonly perReplica?: true;
}

export interface LocatedList {
  readonly kind: "list";
  readonly at: Position;
  readonly items: ReadonlyArray<Located>;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly at: Position;
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export interface LocatedEntry {
  readonly keyAt: Position;
  readonly value: Located;
}

/** A value with the position where it was written, which templates and overlays preserve. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export const emptyMap = (at: Position): LocatedMap => ({ kind: "map", at, entries: new Map() });

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

const step = (located: Located, key: PropertyKey): Located | undefined =>
  located.kind === "list" ? located.items[Number(key)] : entry(located, String(key));

/** The value at a path, if any. */
export const valueAt = (located: Located, path: ReadonlyArray<PropertyKey>): Located | undefined => {
  const [key, ...rest] = path;
  if (key === undefined) return located;
  const next = step(located, key);
  return next && valueAt(next, rest);
};

/** The position of the value at a path, or of the deepest existing part of the path. */
export const positionOf = (located: Located, path: ReadonlyArray<PropertyKey>): Position => {
  const [key, ...rest] = path;
  const next = key === undefined ? undefined : step(located, key);
  return next ? positionOf(next, rest) : located.at;
};

/** A map without some of its keys. */
export const without = (map: LocatedMap, ...keys: ReadonlyArray<string>): LocatedMap => ({
  ...map,
  entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))),
});

/** A map with the value of one key replaced. */
export const withValue = (map: LocatedMap, key: string, value: Located): LocatedMap => ({
  ...map,
  entries: new Map(map.entries).set(key, { keyAt: map.entries.get(key)?.keyAt ?? value.at, value }),
});

/** The value with all values in it, itself last, changed by a function, and their positions by another. */
const rebuild = (
  located: Located,
  change: (value: Located) => Located,
  place: (at: Position) => Position,
): Located => {
  const at = place(located.at);
  switch (located.kind) {
    case "scalar":
      return change({ ...located, at });
    case "list":
      return change({ ...located, at, items: located.items.map((item) => rebuild(item, change, place)) });
    case "map": {
      const entries = new Map<string, LocatedEntry>();
      for (const [key, { keyAt, value }] of located.entries)
        entries.set(key, { keyAt: place(keyAt), value: rebuild(value, change, place) });
      return change({ kind: "map", at, entries });
    }
  }
};

/** The value with every scalar in it changed by a function. */
export const mapScalars = (located: Located, change: (scalar: LocatedScalar) => Located): Located =>
  rebuild(
    located,
    (value) => (value.kind === "scalar" ? change(value) : value),
    (at) => at,
  );

/** The value, and all values in it, with one more step in their trail. */
export const withTrail = (located: Located, through: string): Located =>
  rebuild(
    located,
    (value) => value,
    (at) => ({ ...at, through: { last: through, before: at.through } }),
  );
