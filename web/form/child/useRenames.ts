import { useState } from "react";
import type { ChildPath } from "../../../src/domain/tree/ChildPath.ts";
import { keysOfChild } from "../text/children.ts";
import { type Draft, nodeAt } from "../text/draft.ts";

interface Rename {
  readonly from: ChildPath;
  readonly to: ChildPath;
  /** The path that the child had in the saved text. */
  readonly savedPath: ChildPath;
}

/** The paths of a child that can be renamed: in the draft, and in the saved text. */
export const useRenames = (draft: Draft, asked: ChildPath, onPath: (path: ChildPath) => void) => {
  const [renames, setRenames] = useState<ReadonlyArray<Rename>>([]);
  const path = currentPath(draft, asked, renames);
  const savedPath = renames.find(({ to }) => to === path)?.savedPath ?? path;
  const rename = (to: ChildPath): void => {
    setRenames([...renames.filter((one) => one.to !== to), { from: path, to, savedPath }]);
    onPath(to);
  };
  return { path, savedPath, rename };
};

/** After a rename, the draft has the new path before the address of the page does. */
const currentPath = (draft: Draft, asked: ChildPath, renames: ReadonlyArray<Rename>): ChildPath => {
  const last = renames.at(-1);
  const isBehind = last?.from === asked && !isInText(draft, asked) && isInText(draft, last.to);
  return isBehind ? last.to : asked;
};

const isInText = (draft: Draft, path: ChildPath): boolean => nodeAt(draft, keysOfChild(path)) !== undefined;
