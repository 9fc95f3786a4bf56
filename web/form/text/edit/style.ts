import { isMap, isScalar, type Node } from "yaml";
import { columnOf, type Draft, startOf } from "../draft.ts";
import type { Style } from "../render.ts";

interface Around {
  /** The value that is replaced. */
  readonly quotes?: Node | null;
  readonly isOneLine?: boolean;
  readonly owner?: string;
}

/** How a value is rendered in this file. */
export const styleIn = (
  draft: Draft,
  inFlow: boolean,
  { quotes, isOneLine = false, owner }: Around = {},
): Style => ({
  inFlow,
  owner,
  step: stepOf(draft),
  isOneLine,
  // The quotes of an empty text say nothing about the style of the file.
  quotes: isScalar(quotes) && quotes.value !== "" ? quotes.type : undefined,
});

/** How far the file indents a level, taken from its first nested map. */
const stepOf = ({ text, document }: Draft): number => {
  const root = document.contents;
  if (!isMap(root)) return 2;
  for (const { value } of root.items)
    if (isMap(value) && value.flow !== true && value.items.length > 0)
      return Math.max(1, columnOf(text, startOf(value)));
  return 2;
};
