/** One of some, by chance. */
export const pick = <Item>(items: ReadonlyArray<Item>): Item => {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new RangeError("there is nothing to pick from");
  return item;
};
