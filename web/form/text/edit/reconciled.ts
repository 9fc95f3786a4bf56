import { isMap, isSeq } from "yaml";
import { type Draft, type MapNode, pairOf } from "../draft.ts";
import { isEntries, isList, isSame, keyText, readValue, says, type Value } from "../value.ts";
import { insertedPair } from "./inserted.ts";
import type { MapPlace, PairPlace } from "./place.ts";
import { reconciledList } from "./reconciledList.ts";
import { removedPair } from "./removed.ts";
import { renamedPair } from "./renamed.ts";
import { replaced } from "./replaced.ts";
import { refuseIfShared } from "./sharing.ts";
import type { Splice } from "./splice.ts";

/** The next splice that brings the value of a pair closer to this one; null if it is equal. */
export const reconciled = (draft: Draft, place: PairPlace, value: Value): Splice | null => {
  const { pair } = place;
  const node = pair.value;
  if (says(node, value, draft.document)) return null;
  if (isMap(node) && isEntries(value) && node.items.length > 0 && value.size > 0) {
    refuseIfShared(node, draft);
    const inFlow = place.inFlow || node.flow === true;
    return reconciledMap(draft, { map: node as unknown as MapNode, inFlow, owner: keyText(pair.key) }, value);
  }
  if (isSeq(node) && isList(value) && node.items.length > 0 && value.length > 0) {
    refuseIfShared(node, draft);
    return reconciledList(draft, node, place.inFlow, value);
  }
  return replaced(draft, place, value);
};

const reconciledMap = (draft: Draft, place: MapPlace, value: ReadonlyMap<string, Value>): Splice | null => {
  const { map, inFlow, owner } = place;
  const renamed = renamedKey(draft, map, value);
  if (renamed !== null) return renamed;
  for (const [key, inner] of value) {
    const pair = pairOf(map, key);
    if (pair === undefined) return insertedPair(draft, place, key, inner);
    const splice = reconciled(draft, { pair, inFlow, owner }, inner);
    if (splice !== null) return splice;
  }
  const extra = map.items.find((pair) => !value.has(keyText(pair.key)));
  return extra === undefined ? null : removedPair(draft, map, extra);
};

/** If only the name of one key differs, renames it, so that its line keeps its place and comment. */
const renamedKey = (draft: Draft, map: MapNode, value: ReadonlyMap<string, Value>): Splice | null => {
  if (value.size !== map.items.length) return null;
  const names = [...value.keys()];
  const changed = map.items.flatMap((pair, at) => (keyText(pair.key) === names[at] ? [] : [{ pair, at }]));
  const [only] = changed;
  if (only === undefined || changed.length > 1) return null;
  const name = names[only.at] ?? "";
  if (!isSame(readValue(only.pair.value, draft.document), value.get(name))) return null;
  return renamedPair(draft, only.pair, name);
};
