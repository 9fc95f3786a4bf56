import { type Draft, type Keys, nodeAt, parseDraft } from "./draft.ts";
import { mapAt, pairAt } from "./edit/mapAt.ts";
import { removedPair } from "./edit/removed.ts";
import { splicedUntilDone } from "./edit/untilDone.ts";
import { write } from "./write.ts";

/**
 * The text without the value at these keys. Maps that this leaves empty are removed, too, except the first `kept`
 * levels. Comment lines above it stay.
 */
export const clear = (text: string, keys: Keys, kept: number): string => {
  const draft = parseDraft(text);
  if (nodeAt(draft, keys) === undefined && pairAt(draft, keys) === undefined) return text;
  let length = keys.length;
  while (length > kept + 1 && hasOneKey(draft, keys.slice(0, length - 1))) length -= 1;
  const gone = keys.slice(0, length);
  const owner = gone.slice(0, -1);
  if (hasOneKey(draft, owner) && owner.length > 0) return write(text, owner, new Map());
  const next = (now: Draft) => {
    const found = pairAt(now, gone);
    return found === undefined ? null : removedPair(now, found.map, found.pair);
  };
  return splicedUntilDone(text, next, gone, undefined);
};

const hasOneKey = (draft: Draft, keys: Keys): boolean => mapAt(draft, keys)?.items.length === 1;
