import { isMap, isScalar, isSeq, type Node } from "yaml";
import { columnOf, type Draft, endOf, startOf } from "../draft.ts";
import { renderValue } from "../render.ts";
import { keyText, type Value } from "../value.ts";
import type { PairPlace } from "./place.ts";
import type { Splice } from "./splice.ts";
import { styleIn } from "./style.ts";

/** Replaces the value of a pair. */
export const replaced = (draft: Draft, { pair, inFlow, owner }: PairPlace, value: Value): Splice => {
  const { text } = draft;
  const node = pair.value;
  const afterKey = endOf(pair.key, draft);
  const colon = text.indexOf(":", afterKey);
  const hasColon =
    colon >= 0 && (node === null || colon < startOf(node) + 1) && /^\s*:/.test(text.slice(afterKey));
  const afterColon = hasColon ? colon + 1 : afterKey;
  const isNothing = node === null || (isScalar(node) && endOf(node, draft) === startOf(node));
  const end = isNothing ? afterColon : endOf(node, draft);
  const hasComment = /^[ \t]*#/.test(text.slice(end));
  const indent = inFlow ? 0 : columnOf(text, startOf(pair.key));
  const style = styleIn(draft, inFlow, { quotes: node, isOneLine: hasComment, owner });
  const rendered = renderValue(keyText(pair.key), value, style, indent);
  const isInline = node !== null && !isNothing && !isBlock(node);
  if (isInline && !rendered.startsWith("\n")) return { from: startOf(node), to: end, text: rendered };
  const from = isInline && hasProperties(node) ? startOf(node) : afterColon;
  const gap = rendered.startsWith("\n") ? "" : " ";
  return { from, to: Math.max(end, from), text: `${hasColon ? "" : ":"}${gap}${rendered}` };
};

/** Whether it has an anchor or a tag. */
const hasProperties = (node: Node): boolean =>
  (node as { anchor?: string }).anchor !== undefined || node.tag !== undefined;

const isBlock = (node: Node): boolean => (isMap(node) || isSeq(node)) && node.flow !== true;
