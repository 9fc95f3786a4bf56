import type { Node } from "yaml";
import { type Draft, endOf, startOf } from "../draft.ts";

/** A range of a text, and what replaces it. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text after a splice, with the line ends of the file. */
export const spliced = ({ text, eol }: Draft, { from, to, text: inserted }: Splice): string =>
  text.slice(0, from) + inserted.replaceAll("\n", eol) + text.slice(to);

export const rangeOf = (node: Node, draft: Draft): Omit<Splice, "text"> => ({
  from: startOf(node),
  to: endOf(node, draft),
});
