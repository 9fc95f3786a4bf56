import type { Node } from "yaml";
import {
  columnOf,
  type Draft,
  endOf,
  endOfPair,
  lineEnd,
  lineStart,
  type MapNode,
  type PairNode,
  startOf,
} from "../draft.ts";
import { renderPair } from "../render.ts";
import { keyText, type Value } from "../value.ts";
import type { MapPlace } from "./place.ts";
import type { Splice } from "./splice.ts";
import { styleIn } from "./style.ts";

const insertedAt = (offset: number, text: string): Splice => ({ from: offset, to: offset, text });

/**
 * Inserts a pair into a map that is not empty: before the key `before`; without that key, before `children`; without
 * either, at the end.
 */
export const insertedPair = (
  draft: Draft,
  { map, inFlow, owner }: MapPlace,
  key: string,
  value: Value,
  before?: string,
): Splice => {
  const { text } = draft;
  const named = before === undefined ? -1 : map.items.findIndex((pair) => keyText(pair.key) === before);
  // A supervisor's own keys come before its children, which may be many.
  const next = named >= 0 ? named : map.items.findIndex((pair) => keyText(pair.key) === "children");
  const [first] = map.items;
  const previous = next < 0 ? map.items.at(-1) : map.items[next - 1];
  if (inFlow) {
    const pair = renderPair(key, value, styleIn(draft, true), 0);
    return next >= 0
      ? insertedAt(startOf((map.items[next] as PairNode).key), `${pair}, `)
      : insertedAt(endOfPair(previous as PairNode, draft), `, ${pair}`);
  }
  const indent = columnOf(text, startOf((first as PairNode).key));
  const rendered = renderPair(key, value, styleIn(draft, false, { owner }), indent);
  if (previous === undefined)
    return insertedAt(startOf((first as PairNode).key), `${rendered}\n${" ".repeat(indent)}`);
  const gap = next < 0 && areApart(draft, map) ? "\n" : "";
  return insertedAt(lineEnd(text, endOfPair(previous, draft)), `\n${gap}${" ".repeat(indent)}${rendered}`);
};

/** Whether there is an empty line between the last two keys of a map. */
const areApart = (draft: Draft, { items }: MapNode): boolean => {
  const [before, last] = items.slice(-2);
  if (before === undefined || last === undefined) return false;
  const between = draft.text.slice(endOfPair(before, draft), startOf(last.key));
  return /\n[ \t]*\r?\n/.test(between);
};

/** Inserts a rendered item into a list that is not empty. `indent`: the column of its dashes. */
export const insertedItem = (
  draft: Draft,
  items: ReadonlyArray<Node>,
  at: number,
  rendered: string,
  { inFlow, indent }: { readonly inFlow: boolean; readonly indent: number },
): Splice => {
  const first = items[0] as Node;
  const previous = items[at - 1];
  if (inFlow)
    return previous === undefined
      ? insertedAt(startOf(first), `${rendered}, `)
      : insertedAt(endOf(previous, draft), `, ${rendered}`);
  const margin = " ".repeat(indent);
  return previous === undefined
    ? insertedAt(lineStart(draft.text, startOf(first)) + indent, `- ${rendered}\n${margin}`)
    : insertedAt(lineEnd(draft.text, endOf(previous, draft)), `\n${margin}- ${rendered}`);
};
