import type { ChildSpec } from "../domain/tree/ChildSpec.ts";
import { hasChildren } from "../domain/tree/childTraits.ts";
import type { HookName } from "../domain/tree/HookSpec.ts";

/** How long the hooks around the end of a child's run may take, in ms. */
const longestHooks = (
  child: ChildSpec,
  names: ReadonlyArray<HookName> = ["before_stop", "after_exit"],
): number => {
  const { hooks = {} } = child.kind === "service" ? child : {};
  return names.reduce((total, name) => total + (hooks[name]?.timeoutMs ?? 0), 0);
};

/**
 * How long a child may take to stop, with all under it, in ms; Infinity: as long as it likes. Children stop one after
 * another, in reverse order; instances of a replicated child stop together.
 */
export const longestStop = (child: ChildSpec): number => {
  const { shutdown } = child;
  if (shutdown === "brutal_kill") return longestHooks(child, ["after_exit"]);
  const own = (shutdown === "infinity" ? Number.POSITIVE_INFINITY : shutdown) + longestHooks(child);
  if (!hasChildren(child)) return own;
  const stops = child.children.map(longestStop);
  const all =
    child.strategy === "simple_one_for_one"
      ? Math.max(0, ...stops)
      : stops.reduce((total, stop) => total + stop, 0);
  return Math.min(own, all);
};
