import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { childAt, hasChildren } from "../../domain/tree/childTraits.ts";

/** Why a child never ends successfully for good; null if it may. */
export const whyNeverFinished = (tree: SupervisorSpec, path: ChildPath): string | null => {
  const child = childAt(tree, path);
  if (child === undefined) return null;
  if (hasChildren(child))
    return child.autoShutdown === "never" ? "auto_shutdown of this supervisor is never" : null;
  return child.restart === "permanent" ? "it is restarted after every exit (restart: permanent)" : null;
};
