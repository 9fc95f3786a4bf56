import { suggestion } from "../../../policy/nearest.ts";
import type { Report } from "../../diagnostics/report.ts";
import type { Draft } from "../draft/draft.ts";

/** The names of a process's replicas in the source, `node-0` and so on, each with that of the process. */
export const replicaNames = (name: string, replicas: number): ReadonlyMap<string, string> => {
  const width = String(replicas).length;
  return new Map(
    Array.from({ length: replicas > 1 ? replicas : 0 }, (_, index) => [
      `${name}-${String(index).padStart(width, "0")}`,
      name,
    ]),
  );
};

/** The dependencies of a process, by the names of the imported children. */
export const renameAfter = (draft: Draft, called: ReadonlyMap<string, string>): void => {
  for (const [name, until] of [...draft.after]) {
    const legal = called.get(name) ?? name;
    if (legal === name) continue;
    draft.after.delete(name);
    draft.after.set(legal, until);
    draft.settings.delete(`after.${name}`);
    draft.settings.set(`after.${legal}`, until);
  }
};

/** A process whose completion others wait for is a one-shot, unless it is always restarted. */
export const markOneshots = (drafts: ReadonlyArray<Draft>): void => {
  const finished = new Set(
    drafts.flatMap(({ after }) =>
      [...after].filter(([, until]) => until === "finished").map(([name]) => name),
    ),
  );
  for (const draft of drafts) {
    const named = finished.has(draft.name) || draft.settings.get("oneshot") === true;
    if (!named || draft.settings.get("restart") === "permanent" || draft.settings.has("replicas")) continue;
    draft.settings.set("oneshot", true);
  }
};

/** Report dependencies on unknown processes. */
export const checkDependencies = (drafts: ReadonlyArray<Draft>, report: Report): void => {
  const known = drafts.map(({ name }) => name);
  for (const draft of drafts)
    for (const name of draft.after.keys())
      if (!known.includes(name))
        report.error(
          draft.at,
          `${draft.name} depends on "${name}", which does not exist`,
          suggestion(name, known),
        );
};
