import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { limits } from "./limits.ts";
import {
  carried,
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type LocatedScalar,
  type Position,
} from "./located.ts";
import { overlayAll } from "./overlay.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

type PositionAt = (offset: number) => Position;

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

const sizeOf = (located: Located): number => {
  if (located.kind === "scalar") return 1;
  const inner =
    located.kind === "list" ? located.items : [...located.entries.values()].map(({ value }) => value);
  return inner.reduce((total, value) => total + sizeOf(value), 1);
};

/**
 * The nodes of a document as values that know their place, with aliases and merge keys (`<<`) filled in.
 * Null when there is more of it than is read, or an alias stands for nothing.
 */
export const locate = (contents: unknown, positionAt: PositionAt, report: Report): Located | null => {
  const walk = new Walk(positionAt, report);
  const located = walk.value(contents, positionAt(0));
  return walk.isWhole ? located : null;
};

class Walk {
  readonly #positionAt: PositionAt;
  readonly #report: Report;
  readonly #anchors = new Map<string, Located>();
  /** How many more values may come. */
  #left: number = limits.values;
  #missing = 0;

  constructor(positionAt: PositionAt, report: Report) {
    this.#positionAt = positionAt;
    this.#report = report;
  }

  /** Whether all of the document could be read. */
  get isWhole(): boolean {
    return this.#left >= 0 && this.#missing === 0;
  }

  value(node: unknown, fallback: Position): Located {
    const at = this.#placeOf(node, fallback);
    if (!this.#afford(1, at)) return nothing(at);
    if (isAlias(node)) return this.#alias(node.source, at);
    const located = isSeq(node)
      ? { kind: "list" as const, at, items: node.items.map((item) => this.value(item, at)) }
      : isMap(node)
        ? this.#map(node.items, at)
        : scalar(node, at);
    const anchor = (node as Node | null)?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, located);
    return located;
  }

  #placeOf(node: unknown, fallback: Position): Position {
    const start = startOf(node);
    return start === undefined ? fallback : this.#positionAt(start);
  }

  #afford(count: number, at: Position): boolean {
    const could = this.#left >= 0;
    this.#left -= count;
    if (could && this.#left < 0)
      this.#report.say(
        at,
        `the file comes to more than ${limits.values} values`,
        "aliases of aliases multiply: write less",
      );
    return this.#left >= 0;
  }

  /** What an anchor stands for. An anchor is known after its value, so none can hold itself. */
  #alias(name: string, at: Position): Located {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#missing += 1;
      this.#report.say(at, `there is no anchor &${name} before this`, `write &${name} before a value above`);
      return nothing(at);
    }
    return this.#afford(sizeOf(target), at) ? carried(target, `the alias *${name}`) : nothing(at);
  }

  #map(pairs: ReadonlyArray<Pair>, at: Position): LocatedMap {
    const entries = new Map<string, LocatedEntry>();
    const merged: Array<LocatedMap> = [];
    for (const { key, value } of pairs) {
      const keyAt = this.#placeOf(key, at);
      const located = this.value(value, keyAt);
      const name = this.#keyName(key, keyAt);
      const before = name === null ? undefined : entries.get(name);
      if (name === "<<") merged.unshift(...this.#mergeKey(located));
      else if (before) this.#twice(name ?? "", keyAt, before.keyAt);
      else if (name !== null) entries.set(name, { keyAt, value: located });
    }
    return merged.length === 0
      ? { kind: "map", at, entries }
      : overlayAll([...merged, { kind: "map", at, entries }], at);
  }

  #twice(name: string, at: Position, before: Position): void {
    this.#report.say(
      at,
      `the key ${show(name)} stands twice in this map`,
      `it is also in line ${before.line}: remove one, or give each a name of its own`,
    );
  }

  #keyName(key: unknown, at: Position): string | null {
    if (isScalar(key) && key.value !== null) return key.source ?? String(key.value);
    this.#report.say(
      at,
      "a key is a word, not a list, a map or nothing",
      "put text that begins like one into quotes",
    );
    return null;
  }

  /** What a merge key brings in, the strongest last: of a list of maps the first wins. */
  #mergeKey(value: Located): ReadonlyArray<LocatedMap> {
    const maps = value.kind === "list" ? [...value.items].reverse() : [value];
    return maps.flatMap((map) => {
      if (map.kind === "map") return [map];
      this.#report.say(map.at, "<< merges maps only", "name a map with an alias: <<: *name");
      return [];
    });
  }
}

const nothing = (at: Position): LocatedScalar => ({ kind: "scalar", at, value: null });

const scalar = (node: unknown, at: Position): LocatedScalar => {
  if (!isScalar(node)) return nothing(at);
  const { value, source } = node;
  if (typeof value === "string") return { kind: "scalar", at, value };
  if (typeof value !== "number" && typeof value !== "boolean") return nothing(at);
  return { kind: "scalar", at, value, written: source ?? String(value) };
};
