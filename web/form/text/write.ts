import { isMap } from "yaml";
import { CannotEdit, type Draft, isEmpty, type Keys, type MapNode, pairOf } from "./draft.ts";
import { insertedPair } from "./edit/inserted.ts";
import type { PairPlace } from "./edit/place.ts";
import { reconciled } from "./edit/reconciled.ts";
import { replaced } from "./edit/replaced.ts";
import { refuseIfShared } from "./edit/sharing.ts";
import { rangeOf, type Splice } from "./edit/splice.ts";
import { styleIn } from "./edit/style.ts";
import { splicedUntilDone } from "./edit/untilDone.ts";
import { renderPair } from "./render.ts";
import type { Value } from "./value.ts";

interface Place {
  /** The key that a new key is put before; at the end if there is no such key. */
  readonly before?: string;
}

/**
 * The text with this value at these keys. Missing maps on the way are created. Comments, order, quotes and all other
 * lines stay as they are. `CannotEdit` where that is not possible without changing something else.
 */
export const write = (text: string, keys: Keys, value: Value, { before }: Place = {}): string =>
  splicedUntilDone(text, (draft) => nextSplice(draft, keys, value, before), keys, value);

const nextSplice = (draft: Draft, keys: Keys, value: Value, before: string | undefined): Splice | null => {
  let map = draft.document.contents as MapNode | null;
  if (map === null || !isMap(map)) return appended(draft, keys, value);
  let inFlow = false;
  let above: PairPlace | null = null;
  for (const [at, key] of keys.entries()) {
    const isLast = at === keys.length - 1;
    const inner = nested(keys.slice(at + 1), value);
    const owner = keys[at - 1] ?? "";
    inFlow ||= map.flow === true;
    const pair = pairOf(map, key);
    if (pair === undefined) {
      if (map.items.length > 0)
        return insertedPair(draft, { map, inFlow, owner }, key, inner, isLast ? before : undefined);
      if (above !== null) return replaced(draft, above, new Map([[key, inner]]));
      return { ...rangeOf(map, draft), text: renderPair(key, inner, styleIn(draft, false), 0) };
    }
    above = { pair, inFlow, owner };
    if (isLast) return reconciled(draft, above, value);
    refuseIfShared(pair.value ?? {}, draft);
    if (!isMap(pair.value)) {
      if (!isEmpty(pair.value)) throw new CannotEdit(`"${key}" has no keys in the text: edit it as text.`);
      return replaced(draft, above, inner);
    }
    map = pair.value as unknown as MapNode;
  }
  return null;
};

/** The value inside one map for each of these keys, the first outermost. */
const nested = (keys: Keys, value: Value): Value =>
  keys.reduceRight<Value>((inner, key) => new Map([[key, inner]]), value);

/** Appends the first key to a text without any. */
const appended = ({ text }: Draft, keys: Keys, value: Value): Splice => {
  const [key = "", ...rest] = keys;
  const gap = text === "" || text.endsWith("\n") ? "" : "\n";
  const pair = renderPair(key, nested(rest, value), { inFlow: false, step: 2 }, 0);
  return { from: text.length, to: text.length, text: `${gap}${pair}\n` };
};
