import type { Report } from "../../diagnostics/report.ts";
import type { Draft } from "./draft.ts";

/**
 * Children sorted so that each follows its dependencies, otherwise in the order of the source: until there is
 * `after`, the order in the file replaces it. A cycle is an error.
 */
export const inDependencyOrder = (drafts: ReadonlyArray<Draft>, report: Report): ReadonlyArray<Draft> => {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const placed = new Set<Draft>();
  const visit = (draft: Draft, via: ReadonlyArray<Draft>): void => {
    if (placed.has(draft)) return;
    if (via.includes(draft)) {
      const cycle = [...via.slice(via.indexOf(draft)), draft].map(({ name }) => name).join(" → ");
      report.error(draft.at, `these depend on each other: ${cycle}`, "remove one of the dependencies");
      placed.add(draft);
      return;
    }
    for (const name of draft.after.keys()) {
      const other = byName.get(name);
      if (other) visit(other, [...via, draft]);
    }
    placed.add(draft);
  };
  for (const draft of drafts) visit(draft, []);
  return [...placed];
};
