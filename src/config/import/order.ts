import type { Report } from "../report.ts";
import type { Draft } from "./draft.ts";

/**
 * Children so that each stands behind those it waits for, otherwise in the order of the source: until there is
 * `after`, the order in the file stands for it. A circle is said.
 */
export const inOrder = (drafts: ReadonlyArray<Draft>, report: Report): ReadonlyArray<Draft> => {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const placed = new Set<Draft>();
  const visit = (draft: Draft, via: ReadonlyArray<Draft>): void => {
    if (placed.has(draft)) return;
    if (via.includes(draft)) {
      const circle = [...via.slice(via.indexOf(draft)), draft].map(({ name }) => name).join(" → ");
      report.say(draft.at, `these wait for each other: ${circle}`, "remove one of the dependencies");
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
