import { CannotEdit, type Draft, type Keys, nodeAt, parseDraft } from "../draft.ts";
import { says, type Value } from "../value.ts";
import { hasLooseAlias } from "./sharing.ts";
import { type Splice, spliced } from "./splice.ts";

/** Far more splices than one value needs. */
const mostSplices = 2_000;

/**
 * The text after as many splices as it takes, the next one computed from the text after the last; null ends it. Then
 * the value at these keys must be the given one; undefined: there must be none.
 */
export const splicedUntilDone = (
  text: string,
  next: (draft: Draft) => Splice | null,
  keys: Keys,
  value: Value | undefined,
): string => {
  const end = repeated(text, next);
  check(end, keys, value);
  return end;
};

const repeated = (text: string, next: (draft: Draft) => Splice | null): string => {
  let now = text;
  for (let count = 0; count < mostSplices; count += 1) {
    const draft = parseDraft(now);
    const splice = next(draft);
    if (splice === null) return now;
    const changed = spliced(draft, splice);
    if (changed === now) break;
    now = changed;
  }
  throw new CannotEdit("This is too large a change for the form: edit it as text.");
};

/** Refuses an edit that did not have its effect, or that broke an alias. */
const check = (text: string, keys: Keys, value: Value | undefined): void => {
  const draft = parseDraft(text);
  const node = nodeAt(draft, keys);
  const isRight = value === undefined ? node === undefined : says(node, value, draft.document);
  if (!isRight || hasLooseAlias(draft))
    throw new CannotEdit("The form can't write this here without changing something else: edit it as text.");
};
