/** A page of a list of the API. */
export interface Page<Item> {
  readonly items: ReadonlyArray<Item>;
  readonly next: string | null;
}

/** How many items a page has at most. */
const pageSize = 1_000;

/** The first so many items of a list, with the cursor of the rest. */
export const firstOf = async <Item>(
  count: number,
  pageOf: (place: { readonly limit: number; readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<Page<Item>> => {
  const items: Array<Item> = [];
  let next: string | null = null;
  if (count === 0) return { items, next };
  do {
    const limit = Math.min(pageSize, count - items.length);
    const page: Page<Item> = await pageOf({ limit, ...(next === null ? {} : { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < count);
  return { items, next };
};
