/**
 * Finds the item with an id in a list, by a table that is built once per list: lists are never changed, only replaced,
 * and a linear search for each of a thousand children takes seconds.
 */
export const byId = <Item>(idOf: (item: Item) => string) => {
  const tables = new WeakMap<ReadonlyArray<Item>, ReadonlyMap<string, Item>>();
  return (list: ReadonlyArray<Item>, id: string): Item | undefined => {
    const known = tables.get(list);
    if (known) return known.get(id);
    const table = new Map(list.map((item) => [idOf(item), item]));
    tables.set(list, table);
    return table.get(id);
  };
};
