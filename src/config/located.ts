/** A file that values were written in. */
export interface Source {
  readonly file: string;
  /** Absolute folder of the file, where its relative paths start. */
  readonly directory: string;
  readonly text: string;
  /** Where another file names this one; null for the file that was asked for. */
  readonly namedAt: Position | null;
}

/** What has carried a value, last things first: `template node`. Values that came the same way share most of it. */
interface Carriers {
  readonly last: string;
  readonly before: Carriers | undefined;
}

/** A place in a text; line and column begin with 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
  /** Where several files make one tree; else it is the only file that there is. */
  readonly source?: Source;
  /** What has carried the value from there to where it is used. */
  readonly through?: Carriers;
}

/** What has carried a value from where it was written to where it is used, first things first. */
export const carriersOf = ({ through }: Position): ReadonlyArray<string> => {
  const carriers: Array<string> = [];
  for (let carrier = through; carrier; carrier = carrier.before) carriers.push(carrier.last);
  return carriers.reverse();
};

/** The folder that relative paths at a place start from. */
export const directoryAt = ({ source }: Position): string => source?.directory ?? "/";

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly at: Position;
  readonly value: string | number | boolean | null;
  /** The characters that stand in the file, where the value is not text: `1.10` is not `1.1`. */
  readonly written?: string;
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

/** A value that knows where it was written, also after templates and overlays have moved it. */
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

/** The value at a path, if there is one. */
export const valueAt = (located: Located, path: ReadonlyArray<PropertyKey>): Located | undefined => {
  const [key, ...rest] = path;
  if (key === undefined) return located;
  const next = step(located, key);
  return next && valueAt(next, rest);
};

/** Where the value at a path was written, or the deepest part of the path that there is. */
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

/** A map with the value of one of its keys exchanged. */
export const withValue = (map: LocatedMap, key: string, value: Located): LocatedMap => ({
  ...map,
  entries: new Map(map.entries).set(key, { keyAt: map.entries.get(key)?.keyAt ?? value.at, value }),
});

/** The value with every value in it, itself last, changed by a function; places too. */
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

/** Every scalar changed by a function that knows where it is. */
export const mapScalars = (located: Located, change: (scalar: LocatedScalar) => Located): Located =>
  rebuild(
    located,
    (value) => (value.kind === "scalar" ? change(value) : value),
    (at) => at,
  );

/** The value, and all in it, with the memory of what has carried it here. */
export const carried = (located: Located, through: string): Located =>
  rebuild(
    located,
    (value) => value,
    (at) => ({ ...at, through: { last: through, before: at.through } }),
  );
