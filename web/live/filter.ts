import type { NodeRecord } from "./protocol.ts";

const stateWord = "state:";
const kindWord = "kind:";

const wordsIn = (filter: string): ReadonlyArray<string> => filter.split(" ").filter((word) => word !== "");

/** Whether a node is in a state, or in one within it: `backoff.waiting` is in `backoff`. */
export const isIn = ({ value }: Pick<NodeRecord, "value">, state: string): boolean =>
  value === state || value.startsWith(`${state}.`);

const matchesWord = (node: NodeRecord, word: string): boolean => {
  if (word.startsWith(stateWord)) return isIn(node, word.slice(stateWord.length));
  if (word.startsWith(kindWord)) return node.kind === word.slice(kindWord.length);
  return node.path.includes(word);
};

/** Whether a node has all words of a filter: `state:backoff`, `kind:service`, or a part of its path. */
export const matches = (node: NodeRecord, filter: string): boolean =>
  wordsIn(filter).every((word) => matchesWord(node, word));

/** Whether nodes come and go in what a filter shows, while the tree stays the same. */
export const hasStateWord = (filter: string): boolean =>
  wordsIn(filter).some((word) => word.startsWith(stateWord));

/** The filter for the nodes of a kind in one of its states. */
export const filterFor = (kind: string, state: string): string => `${kindWord}${kind} ${stateWord}${state}`;
