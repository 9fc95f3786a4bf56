import { type ChildPath, idOnTheWay, isWithin, join } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec } from "../../domain/tree/ChildSpec.ts";
import { childrenOf } from "../../domain/tree/childTraits.ts";

/** The paths that a child and everything under it wait for. */
const awaitedBelow = (child: ChildSpec): ReadonlyArray<ChildPath> => [
  ...(child.after ?? []).map(({ path }) => path),
  ...childrenOf(child).flatMap(awaitedBelow),
];

/**
 * The siblings of a child that it, or anything under it, waits for: they are stopped after it. `parent`: the path of
 * their supervisor. Undefined if there are none.
 */
export const siblingsAwaited = (child: ChildSpec, parent: ChildPath): ReadonlyArray<string> | undefined => {
  const own = join(parent, child.id);
  const ids = awaitedBelow(child)
    .filter((path) => isWithin(parent, path) && !isWithin(own, path))
    .flatMap((path) => idOnTheWay(parent, path) ?? []);
  return ids.length === 0 ? undefined : [...new Set(ids)];
};
