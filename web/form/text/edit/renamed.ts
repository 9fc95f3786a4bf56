import type { Draft, PairNode } from "../draft.ts";
import { renderPair } from "../render.ts";
import { rangeOf, type Splice } from "./splice.ts";

/** Renames the key of a pair. */
export const renamedPair = (draft: Draft, { key }: PairNode, name: string): Splice => {
  const rendered = renderPair(name, { text: "x", type: "word" }, { inFlow: false, step: 2 }, 0);
  return { ...rangeOf(key, draft), text: rendered.slice(0, -": x".length) };
};
