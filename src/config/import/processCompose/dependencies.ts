import { suggestion } from "../../../policy/nearest.ts";
import type { Report } from "../../report.ts";
import type { Draft } from "../draft.ts";

/** Names that a process waits for, as its children are called here. */
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

/** Who is waited for until its end is a one-shot, unless it is always restarted. */
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

/** Says which names that processes wait for there are not. */
export const checkDependencies = (drafts: ReadonlyArray<Draft>, report: Report): void => {
  const known = drafts.map(({ name }) => name);
  for (const draft of drafts)
    for (const name of draft.after.keys())
      if (!known.includes(name))
        report.say(
          draft.at,
          `${draft.name} depends on "${name}", which there is not`,
          suggestion(name, known),
        );
};
