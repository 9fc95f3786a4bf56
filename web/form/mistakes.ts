import { isMap, isSeq } from "yaml";
import type { Flaw } from "./schema/check.ts";
import { type Draft, endOfPair, type Keys, type MapNode, startOf } from "./text/draft.ts";
import { keyText } from "./text/value.ts";

/** An error that the daemon finds in the text; lines and columns count from 1. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string | null;
}

/** The daemon's errors in the lines of a child, without those of its children, as flaws. */
export const flawsBy = (mistakes: ReadonlyArray<Mistake>, draft: Draft, child: Keys): ReadonlyArray<Flaw> =>
  mistakes.flatMap(({ line, column, message, hint }) => {
    const keys = keysAt(draft, offsetOf(draft.text, line, column));
    const isOfChild = keys.length >= child.length && child.every((key, at) => keys[at] === key);
    const own = keys.slice(child.length);
    if (!isOfChild || (own[0] === "children" && own.length > 1)) return [];
    const label = own.join(".");
    const text = message.startsWith(`${label}: `) ? message.slice(label.length + 2) : message;
    return [{ keys: own, label: label || "Here", message: hint === null ? text : `${text}; ${hint}` }];
  });

const offsetOf = (text: string, line: number, column: number): number => {
  let start = 0;
  for (let at = 1; at < line; at += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
};

/** The keys of the innermost value around a place in the text. */
const keysAt = (draft: Draft, offset: number): Keys => {
  const keys: Array<string> = [];
  let node: unknown = draft.document.contents;
  while (isMap(node)) {
    const { items } = node as unknown as MapNode;
    const pair = items.find((one) => startOf(one.key) <= offset && offset <= endOfPair(one, draft));
    if (pair === undefined) break;
    keys.push(keyText(pair.key));
    node = pair.value;
    if (isSeq(node)) break;
  }
  return keys;
};
