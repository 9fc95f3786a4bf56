import { type Located, type LocatedEntry, type LocatedMap, placeOf } from "../diagnostics/located.ts";
import type { Report } from "../diagnostics/report.ts";
import { show } from "../diagnostics/show.ts";

/** Keys of a file whose maps are joined recursively, not only on the first level. */
const deeplyMerged: ReadonlyArray<string> = ["environments"];

/** Two files joined, in their order. A key in both is an error, because neither file takes precedence. */
export const merged = (before: LocatedMap, after: LocatedMap, report: Report): LocatedMap =>
  join(before, after, report, (key) => (deeplyMerged.includes(key) ? Number.POSITIVE_INFINITY : 1));

const join = (
  before: LocatedMap,
  after: LocatedMap,
  report: Report,
  depthOf: (key: string) => number,
): LocatedMap => {
  const entries = new Map<string, LocatedEntry>(before.entries);
  for (const [key, { keyAt, value }] of after.entries) {
    const present = entries.get(key);
    entries.set(key, {
      keyAt,
      value: present ? both(key, present, { keyAt, value }, report, depthOf(key)) : value,
    });
  }
  return { ...after, entries };
};

const both = (
  key: string,
  one: LocatedEntry,
  other: LocatedEntry,
  report: Report,
  depth: number,
): Located => {
  if (depth > 0 && one.value.kind === "map" && other.value.kind === "map")
    return join(one.value, other.value, report, () => depth - 1);
  report.error(
    other.keyAt,
    `${show(key)} is already defined at ${placeOf(one.keyAt)}`,
    "remove one, or give each a different name",
  );
  return one.value;
};
