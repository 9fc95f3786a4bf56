import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { childAt, childrenOf, hasChildren } from "../../domain/tree/childTraits.ts";
import type { Dependency } from "../../domain/tree/Dependency.ts";
import { probesIn } from "../probe/health.ts";

/** Why a child can never meet a condition that others wait for; null if it may. */
export const whyNeverMet = (tree: SupervisorSpec, { path, until }: Dependency): string | null => {
  const child = childAt(tree, path);
  if (child === undefined) return null;
  if (until === "finished") return whyNeverFinished(path, child);
  return until === "healthy" && !isProbed(child) ? whyNeverHealthy(path, child) : null;
};

const whyNeverFinished = (path: ChildPath, child: ChildSpec): string | null => {
  const never = `${path} never finishes`;
  if (hasChildren(child))
    return child.autoShutdown === "never" ? `${never}: auto_shutdown of this supervisor is never` : null;
  return child.restart === "permanent"
    ? `${never}: it is restarted after every exit (restart: permanent)`
    : null;
};

const whyNeverHealthy = (path: ChildPath, child: ChildSpec): string =>
  `${path} is never called healthy: ${hasChildren(child) ? "none of its children declares" : "it declares no"} probes`;

/** Whether anything says that a child, or one under it, is healthy: its probes, or the reports of a check. */
export const isProbed = (child: ChildSpec): boolean => {
  if ("expects" in child) return true;
  if ("probes" in child) return probesIn(child.probes).length > 0;
  // A group may have no instances now.
  const template = "template" in child && child.template !== null ? [child.template] : [];
  return [...template, ...childrenOf(child)].some(isProbed);
};
