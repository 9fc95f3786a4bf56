import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { valueIn } from "../inherited.ts";
import { nameFlaw } from "../names.ts";
import { addChild, namesUnder } from "../text/children.ts";
import type { Draft } from "../text/draft.ts";
import { isEntries, string, type Value, word } from "../text/value.ts";

/** A child that is not in the draft yet. */
export interface NewChild {
  /** The path of its supervisor; empty for the root. */
  readonly parent: ChildPath;
  readonly name: string;
  readonly kind: "service" | "job" | "supervisor";
  /** Empty: none. */
  readonly template: string;
  readonly command: string;
  /** When a job runs, as a cron expression; empty: by hand, or after another job. */
  readonly schedule: string;
  /** The sibling that it starts before; empty: it starts last. */
  readonly before: string;
}

export const templatesIn = (draft: Draft): ReadonlyArray<string> => {
  const templates = valueIn(draft, ["templates"]);
  return isEntries(templates) ? [...templates.keys()] : [];
};

/** Whether the command comes from the template. */
export const inheritsCommand = (draft: Draft, { template }: NewChild): boolean =>
  template !== "" && valueIn(draft, ["templates", template, "command"]) !== undefined;

/** Why the answers can't be added to the draft yet; null for an answer that is right. */
export const flawsOf = (draft: Draft, child: NewChild) => ({
  name: nameFlaw(child.name, namesUnder(draft, child.parent)),
  command:
    child.kind !== "supervisor" && child.command.trim() === "" && !inheritsCommand(draft, child)
      ? "it needs a command"
      : null,
});

/** The text with the child; `CannotEdit` where that is not possible. */
export const withChild = (text: string, child: NewChild): string =>
  addChild(text, child.parent, child.name, specOf(child), child.before === "" ? undefined : child.before);

const specOf = ({ kind, command, schedule, template }: NewChild): ReadonlyMap<string, Value> =>
  new Map<string, Value>([
    ...(template === "" ? [] : [["use", string(template)] as const]),
    ...(command.trim() === "" || kind === "supervisor" ? [] : [["command", word(command.trim())] as const]),
    ...(kind === "job" ? [["schedule", word(schedule.trim() || "manual")] as const] : []),
    ...(kind === "supervisor" ? [["children", new Map<string, Value>()] as const] : []),
  ]);
