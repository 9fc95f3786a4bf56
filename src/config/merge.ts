import type { Located, LocatedEntry, LocatedMap } from "./located.ts";
import type { Report } from "./report.ts";
import { show } from "./show.ts";

/** Keys of a file whose maps are joined all the way down, and not only name by name. */
const deep: ReadonlyArray<string> = ["environments"];

/** Two files as one. The order is that of the files; what both say is an error, for neither is above the other. */
export const merged = (before: LocatedMap, after: LocatedMap, report: Report): LocatedMap =>
  join(before, after, report, (key) => (deep.includes(key) ? Number.POSITIVE_INFINITY : 1));

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
  const { source, line, column } = one.keyAt;
  report.say(
    other.keyAt,
    `${show(key)} is already defined at ${source?.file ?? ""}:${line}:${column}`,
    "remove one, or give each a name of its own",
  );
  return one.value;
};
