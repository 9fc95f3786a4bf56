import type { ChildPath } from "../domain/tree/ChildPath.ts";
import { type AccessScope, isInScope } from "./access.ts";
import { withheld } from "./withheld.ts";

/** Names that a principal may not read: the paths of the nodes out of its scope, and the last parts of them. */
export type HiddenNames = ReadonlySet<string>;

const withoutInstance = (name: string): string => name.replace(/#\d+$/, "");

const partsOf = (path: ChildPath): ReadonlyArray<string> => path.split("/").map(withoutInstance);

/** The names that are hidden from a scope in a tree with these nodes. What is the name of something in it, too, is not. */
export const hiddenNames = (scope: AccessScope, paths: Iterable<ChildPath>): HiddenNames => {
  const known = new Set((scope ?? []).flatMap(partsOf));
  const hidden = new Set<string>();
  for (const path of paths)
    if (isInScope(scope, path)) for (const part of partsOf(path)) known.add(part);
    else if (path !== "")
      for (const name of [withoutInstance(path), partsOf(path).at(-1) ?? ""]) hidden.add(name);
  for (const part of known) hidden.delete(part);
  for (const root of scope ?? [])
    for (let above = root; above !== ""; above = above.slice(0, Math.max(0, above.lastIndexOf("/"))))
      hidden.delete(withoutInstance(above));
  return hidden;
};

/** A sentence in which hidden names are withheld. */
export const withoutNames = (text: string, hidden: HiddenNames): string =>
  hidden.size === 0
    ? text
    : text.replaceAll(/[A-Za-z0-9](?:[\w./#-]*\w)?/g, (word) =>
        hidden.has(withoutInstance(word)) ? withheld : word,
      );

/** The fields in which sentences and names of other nodes are, wherever they are in an answer. */
const fields: ReadonlySet<string> = new Set([
  ...["reason", "because", "sentence", "sentences", "message", "detail", "hint", "facts"],
  // Of restart windows.
  ...["of", "child", "words"],
]);

/** An answer in whose sentences hidden names are withheld. */
export const withoutNamesIn = <Value>(value: Value, hidden: HiddenNames): Value =>
  hidden.size === 0 ? value : (inFields(value, hidden, false) as Value);

const inFields = (value: unknown, hidden: HiddenNames, isMeant: boolean): unknown => {
  if (typeof value === "string") return isMeant ? withoutNames(value, hidden) : value;
  if (Array.isArray(value)) return value.map((one) => inFields(one, hidden, isMeant));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, one]) => [field, inFields(one, hidden, isMeant || fields.has(field))]),
  );
};
