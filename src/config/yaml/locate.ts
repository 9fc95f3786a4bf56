import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { limits } from "../diagnostics/limits.ts";
import {
  type Located,
  type LocatedEntry,
  type LocatedMap,
  type LocatedScalar,
  type Position,
  withTrail,
} from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";
import { overlayAll } from "./overlay.ts";

type PositionAt = (offset: number) => Position;

const startOf = (node: unknown): number | undefined => (node as Node | null)?.range?.[0];

const sizeOf = (located: Located): number => {
  if (located.kind === "scalar") return 1;
  const inner =
    located.kind === "list" ? located.items : [...located.entries.values()].map(({ value }) => value);
  return inner.reduce((total, value) => total + sizeOf(value), 1);
};

/**
 * The nodes of a document as located values, with aliases and merge keys (`<<`) expanded. Null if it exceeds the limits,
 * or an alias is undefined.
 */
export const locate = (contents: unknown, positionAt: PositionAt, report: Report): Located | null => {
  const walk = new Locator(positionAt, report);
  const located = walk.value(contents, positionAt(0));
  return walk.isWhole ? located : null;
};

class Locator {
  readonly #positionAt: PositionAt;
  readonly #report: Report;
  readonly #anchors = new Map<string, Located>();
  /** The number of further values within the limit. */
  #left: number = limits.values;
  #missing = 0;

  constructor(positionAt: PositionAt, report: Report) {
    this.#positionAt = positionAt;
    this.#report = report;
  }

  /** Whether the whole document was read. */
  get isWhole(): boolean {
    return this.#left >= 0 && this.#missing === 0;
  }

  value(node: unknown, fallback: Position): Located {
    const at = this.#placeOf(node, fallback);
    if (!this.#afford(1, at)) return nullAt(at);
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
      this.#report.error(
        at,
        `the file has more than ${limits.values} values, with its aliases expanded`,
        "use fewer aliases of aliases: they multiply",
      );
    return this.#left >= 0;
  }

  /** The value of an anchor. An anchor is defined after its value, so that it can't contain itself. */
  #alias(name: string, at: Position): Located {
    const target = this.#anchors.get(name);
    if (target === undefined) {
      this.#missing += 1;
      this.#report.error(
        at,
        `the anchor &${name} is not defined before this alias`,
        `write &${name} before a value above`,
      );
      return nullAt(at);
    }
    return this.#afford(sizeOf(target), at) ? withTrail(target, `the alias *${name}`) : nullAt(at);
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
      : overlayAll([...merged, { kind: "map", at, entries }], at, "either");
  }

  #twice(name: string, at: Position, before: Position): void {
    this.#report.error(
      at,
      `duplicate key ${show(name)}`,
      `it is also in line ${before.line}: remove one of them, or give each a different name`,
    );
  }

  #keyName(key: unknown, at: Position): string | null {
    if (isScalar(key) && key.value !== null) return key.source ?? String(key.value);
    this.#report.error(
      at,
      "a key must be text, not a list, a map or empty",
      "if it is text that looks like one of these, put it into quotes",
    );
    return null;
  }

  /** The maps of a merge key, those with higher precedence last: in a list of maps, the first one wins. */
  #mergeKey(value: Located): ReadonlyArray<LocatedMap> {
    const maps = value.kind === "list" ? [...value.items].reverse() : [value];
    return maps.flatMap((map) => {
      if (map.kind === "map") return [map];
      this.#report.error(map.at, "<< can only merge maps", "use an alias of a map: <<: *name");
      return [];
    });
  }
}

const nullAt = (at: Position): LocatedScalar => ({ kind: "scalar", at, value: null });

const scalar = (node: unknown, at: Position): LocatedScalar => {
  if (!isScalar(node)) return nullAt(at);
  const { value, source } = node;
  if (typeof value === "string") return { kind: "scalar", at, value };
  if (typeof value !== "number" && typeof value !== "boolean") return nullAt(at);
  return { kind: "scalar", at, value, written: source ?? String(value) };
};
