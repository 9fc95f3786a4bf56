import type { Located } from "../../diagnostics/located.ts";
import { text } from "../table/values.ts";

/** `K=V` as a name and a value. */
const environmentPair = (line: string): readonly [string, string] => {
  const at = line.indexOf("=");
  return at < 0 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
};

/** Convert lists of `K=V` to maps, so that an override file changes variables instead of the whole list. */
export const withEnvironmentMaps = (located: Located): Located => {
  if (located.kind !== "map") return located;
  const entries = [...located.entries].map(([key, { keyAt, value }]) => {
    const inner = key === "environment" && value.kind === "list" ? mapOfLines(value.items) : value;
    return [key, { keyAt, value: withEnvironmentMaps(inner) }] as const;
  });
  return { ...located, entries: new Map(entries) };
};

const mapOfLines = (items: ReadonlyArray<Located>): Located => {
  const entries = items.map((item) => {
    const [name, to] = environmentPair(text(item));
    return [name, { keyAt: item.at, value: { kind: "scalar" as const, at: item.at, value: to } }] as const;
  });
  return { kind: "map", at: items[0]?.at ?? { line: 1, column: 1 }, entries: new Map(entries) };
};
