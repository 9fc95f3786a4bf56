import type { Node, YAMLSeq } from "yaml";
import { columnOf, type Draft, startOf } from "../draft.ts";
import { renderItem } from "../render.ts";
import { says, type Value } from "../value.ts";
import { insertedItem } from "./inserted.ts";
import { removedItem } from "./removed.ts";
import { rangeOf, type Splice } from "./splice.ts";
import { styleIn } from "./style.ts";

/** The next splice that brings a list closer to this one, which differs from it. */
export const reconciledList = (
  draft: Draft,
  list: YAMLSeq,
  isWithinFlow: boolean,
  value: ReadonlyArray<Value>,
): Splice => {
  const items = list.items as ReadonlyArray<Node>;
  const inFlow = isWithinFlow || list.flow === true;
  const at = value.findIndex((item, index) => !isItem(draft, items[index], item));
  const indent = columnOf(draft.text, startOf(list));
  const render = (item: Value, quotes: Node | null): string =>
    renderItem(item, styleIn(draft, inFlow, { quotes }), indent);
  if (at < 0) return removedItem(draft, items, value.length, inFlow);
  if (items.length > value.length)
    return removedItem(draft, items, surplusAt(draft, items, value, at), inFlow);
  const item = value[at] as Value;
  if (items.length < value.length)
    return insertedItem(draft, items, at, render(item, null), { inFlow, indent });
  const node = items[at] as Node;
  return { ...rangeOf(node, draft), text: render(item, node) };
};

const isItem = ({ document }: Draft, node: Node | undefined, item: Value): boolean =>
  node !== undefined && says(node, item, document);

/** Which item of a longer list to remove so that the others stay as they are. `at`: the first that differs. */
const surplusAt = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  value: ReadonlyArray<Value>,
  at: number,
): number => {
  const surplus = items.length - value.length;
  const isKept = (index: number): boolean => isItem(draft, items[index], value[at] as Value);
  return isKept(at + surplus) || isKept(at + 1) ? at : items.length - 1;
};
