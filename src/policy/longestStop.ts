import type { ChildSpec } from "../domain/tree/ChildSpec.ts";
import { hasChildren } from "../domain/tree/childTraits.ts";

/**
 * How long a child may take to stop, with all under it, in ms; Infinity: as long as it likes. Children stop one after
 * another, in reverse order; instances of a replicated child stop together.
 */
export const longestStop = (child: ChildSpec): number => {
  const { shutdown } = child;
  if (shutdown === "brutal_kill") return 0;
  const own = shutdown === "infinity" ? Number.POSITIVE_INFINITY : shutdown;
  if (!hasChildren(child)) return own;
  const stops = child.children.map(longestStop);
  const all =
    child.strategy === "simple_one_for_one"
      ? Math.max(0, ...stops)
      : stops.reduce((total, stop) => total + stop, 0);
  return Math.min(own, all);
};
