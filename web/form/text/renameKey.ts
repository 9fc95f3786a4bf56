import { CannotEdit, type Keys, pairOf, parseDraft } from "./draft.ts";
import { pairAt } from "./edit/mapAt.ts";
import { renamedPair } from "./edit/renamed.ts";
import { spliced } from "./edit/splice.ts";

/** The text with another name for a key. Nothing else changes. */
export const renameKey = (text: string, keys: Keys, name: string): string => {
  const draft = parseDraft(text);
  const found = pairAt(draft, keys);
  if (found === undefined) return text;
  if (pairOf(found.map, name) !== undefined) throw new CannotEdit(`There is a "${name}" already.`);
  return spliced(draft, renamedPair(draft, found.pair, name));
};
