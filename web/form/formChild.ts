import { isMap } from "yaml";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { type Inheritance, inheritanceOf, valueIn } from "./inherited.ts";
import { type Flaw, flawsOf } from "./schema/check.ts";
import { type Group, groupsOf, type Kind } from "./schema/groups.ts";
import { childFields, fileFields } from "./schema/language.ts";
import { keysOfChild } from "./text/children.ts";
import { type Draft, type Keys, nodeAt } from "./text/draft.ts";
import { isEntries, mergeKey } from "./text/value.ts";

/** A child of a draft as a form shows it. */
export interface FormChild {
  readonly path: ChildPath;
  readonly keys: Keys;
  readonly kind: Kind;
  readonly groups: ReadonlyArray<Group>;
  readonly inheritance: Inheritance;
  /** The schema's errors for its own values. */
  readonly flaws: ReadonlyArray<Flaw>;
}

const kindWith = (has: (key: string) => boolean): Kind => {
  if (has("children")) return "supervisor";
  return has("schedule") ? "job" : "service";
};

/** A child of a draft; null if the file does not declare it, or only without keys. */
export const formChild = (draft: Draft, path: ChildPath): FormChild | null => {
  const keys = keysOfChild(path);
  if (!isMap(nodeAt(draft, keys))) return null;
  const own = valueIn(draft, keys);
  // What a child is, its templates can say, and defaults can't: they are for children of several kinds.
  const fromTemplates = inheritanceOf(draft, path, false);
  const has = (key: string): boolean =>
    (isEntries(own) && own.has(key)) || fromTemplates.at([key]) !== undefined;
  const kind = path === "" ? "root" : kindWith(has);
  const runs = kind === "service" || kind === "job";
  const inheritance = runs ? inheritanceOf(draft, path, true) : fromTemplates;
  const groups = groupsOf(kind, kind === "root" ? fileFields : childFields);
  const fields = groups.flatMap((group) => group.fields);
  const flaws = flawsOf(fields, (inner) => valueIn(draft, [...keys, ...inner]));
  const strange = isEntries(own) ? strangeKeys(own, kind, fields) : [];
  const lacksCommand =
    runs &&
    isEntries(own) &&
    !own.has("command") &&
    inheritance.at(["command"]) === undefined &&
    inheritance.missing.length === 0;
  return {
    path,
    keys,
    kind,
    groups,
    inheritance,
    flaws: [
      ...(lacksCommand ? [{ keys: ["command"], label: "Command", message: "is missing" }] : []),
      ...flaws,
      ...strange,
    ],
  };
};

/** The keys that a child of this kind cannot have; the form has no fields for them. */
const strangeKeys = (
  own: ReadonlyMap<string, unknown>,
  kind: Kind,
  fields: ReadonlyArray<{ readonly key: string }>,
): ReadonlyArray<Flaw> =>
  kind === "root"
    ? []
    : [...own.keys()]
        .filter((key) => key !== "children" && key !== mergeKey && !fields.some((field) => field.key === key))
        .map((key) => ({ keys: [key], label: key, message: `a ${kind} has no key "${key}"` }));
