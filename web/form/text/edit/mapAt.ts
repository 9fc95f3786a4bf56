import { isMap } from "yaml";
import { type Draft, type Keys, type MapNode, type PairNode, pairOf } from "../draft.ts";
import { refuseIfShared } from "./sharing.ts";

/** The map at these keys; `CannotEdit` if it is shared. */
export const mapAt = (draft: Draft, keys: Keys): MapNode | undefined => {
  let map = draft.document.contents as unknown as MapNode | undefined;
  for (const key of keys) {
    const value = isMap(map) ? pairOf(map, key)?.value : undefined;
    if (value != null) refuseIfShared(value, draft);
    map = value as MapNode | undefined;
  }
  return isMap(map) ? map : undefined;
};

/** The pair of the last of these keys, with its map. */
export const pairAt = (
  draft: Draft,
  keys: Keys,
): { readonly map: MapNode; readonly pair: PairNode } | undefined => {
  const map = mapAt(draft, keys.slice(0, -1));
  const pair = map && pairOf(map, keys.at(-1) ?? "");
  return map === undefined || pair === undefined ? undefined : { map, pair };
};
