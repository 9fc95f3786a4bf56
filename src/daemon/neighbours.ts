import type { Neighbour } from "../domain/view/Neighbour.ts";
import { readHolder } from "../home/holder.ts";
import { type KnownTree, knownTrees, resolveLinks, treeIn, treeState } from "../home/knownTrees.ts";

/** All trees of this user: those in the folder of homes, and that of the daemon in `home`, wherever it is. */
export const neighbours = (home: string): ReadonlyArray<Neighbour> => {
  const place = resolveLinks(home);
  const isOwn = (tree: KnownTree): boolean => resolveLinks(tree.home) === place;
  const known = knownTrees();
  const all = known.some(isOwn) ? known : [...treeIn(home), ...known];
  return all.map((tree) => ({
    name: tree.handle,
    home: tree.home,
    url: readHolder(tree.home)?.url ?? null,
    state: treeState(tree),
    own: isOwn(tree),
  }));
};
