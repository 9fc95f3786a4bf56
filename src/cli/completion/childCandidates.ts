import type { TreeStatus } from "../../domain/view/Status.ts";
import type { Candidate } from "./candidates.ts";

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The children by their paths; by the last part of the path where only that begins with what was typed and is unique. */
export const childCandidates = (
  { children }: Pick<TreeStatus, "children">,
  current: string,
): ReadonlyArray<Candidate> => {
  const described = children.map(({ path, kind, state }) => ({
    word: path,
    description: `${kind}, ${state}`,
  }));
  if (described.some(({ word }) => word.startsWith(current))) return described;
  const lasts = described.map(({ word, description }) => ({
    word: lastPart(word),
    description: `${word}, ${description}`,
  }));
  return lasts.filter(({ word }) => lasts.filter((other) => other.word === word).length === 1);
};
