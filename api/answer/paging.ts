/** A page of a list, as it is answered. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly next: string | null;
}

/** The first of some items, and the cursor of the rest, which is made from the last of them. */
export const firstPage = <Item>(
  items: ReadonlyArray<Item>,
  limit: number,
  cursorAfter: (last: Item) => string,
): Page<Item> => {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: last === undefined || items.length <= limit ? null : cursorAfter(last) };
};
