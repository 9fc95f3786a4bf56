import type { Node } from "yaml";
import type { PairNode } from "../draft.ts";
import {
  type Draft,
  endOf,
  endOfPair,
  lineEnd,
  lineStart,
  type MapNode,
  nextLine,
  startOf,
} from "../draft.ts";
import { rangeOf, type Splice } from "./splice.ts";

/** Removes a pair from its map. */
export const removedPair = (draft: Draft, map: MapNode, pair: PairNode): Splice => {
  const from = startOf(pair.key);
  const to = endOfPair(pair, draft);
  const at = map.items.indexOf(pair);
  if (map.flow === true)
    return removedFlowItem(
      draft,
      map.items.map((one) => ({ from: startOf(one.key), to: endOfPair(one, draft) })),
      at,
    );
  const next = map.items[at + 1];
  if (!startsLine(draft, from) && next !== undefined) return { from, to: startOf(next.key), text: "" };
  return removedLines(draft, from, to);
};

/** Removes an item from its list. */
export const removedItem = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  at: number,
  inFlow: boolean,
): Splice => {
  const node = items[at] as Node;
  if (inFlow)
    return removedFlowItem(
      draft,
      items.map((item) => rangeOf(item, draft)),
      at,
    );
  return removedLines(draft, startOf(node), endOf(node, draft));
};

const startsLine = ({ text }: Draft, offset: number): boolean =>
  text.slice(lineStart(text, offset), offset).trim() === "";

/** Removes the lines from that of `from` to that of `to`. */
const removedLines = ({ text }: Draft, from: number, to: number): Splice => {
  const start = lineStart(text, from);
  const end = nextLine(text, to);
  const isLastLine = end === text.length && text[end - 1] !== "\n";
  return isLastLine && start > 0
    ? { from: lineEnd(text, start - 1), to: end, text: "" }
    : { from: start, to: end, text: "" };
};

const removedFlowItem = (
  { text }: Draft,
  items: ReadonlyArray<{ readonly from: number; readonly to: number }>,
  at: number,
): Splice => {
  const { from, to } = items[at] as { from: number; to: number };
  const previous = items[at - 1];
  if (at === items.length - 1 && previous !== undefined) return { from: previous.to, to, text: "" };
  const separator = /^\s*,[ \t]*/.exec(text.slice(to))?.[0] ?? "";
  return { from, to: to + separator.length, text: "" };
};
