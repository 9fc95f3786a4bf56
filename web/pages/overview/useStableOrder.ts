import { useRef } from "react";

/** A list that keeps its order while it is held: new items are appended, removed ones disappear. */
export const useStableOrder = <Item>(
  items: ReadonlyArray<Item>,
  keyOf: (item: Item) => number,
  isHeld: boolean,
): ReadonlyArray<Item> => {
  const shown = useRef<ReadonlyArray<number>>([]);
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  const keys = [...byKey.keys()];
  const order = isHeld
    ? [
        ...shown.current.filter((key) => byKey.has(key)),
        ...keys.filter((key) => !shown.current.includes(key)),
      ]
    : keys;
  shown.current = order;
  return order.flatMap((key) => byKey.get(key) ?? []);
};
