import type { ChildSpec, Limit, SupervisorSpec } from "../../domain/tree/ChildSpec.ts";
import { childrenOf, hasChildren } from "../../domain/tree/childTraits.ts";
import { sizeText } from "../messages/size.ts";

/** The services, jobs and checks at or below a child; each instance counts. */
export const countOf = (spec: ChildSpec): number =>
  hasChildren(spec) ? childrenOf(spec).reduce((total, child) => total + countOf(child), 0) : 1;

/** Why a supervisor may not have this many children below it; null if it may. `path`: empty for the root. */
export const whyTooMany = (
  path: string,
  { quota }: Pick<SupervisorSpec, "quota">,
  count: number,
): string | null =>
  quota?.children === undefined || count <= quota.children
    ? null
    : `the quota of ${path || "the tree"} is ${quota.children} children, and there would be ${count}`;

/** That everything below a supervisor uses more memory than it may. */
export const memoryQuotaText = (path: string, used: number, granted: number): string =>
  `the quota of ${path || "the tree"}: ${sizeText(used)} of ${sizeText(granted)} memory in use`;

/** That the restarts of a period are used up. */
export const restartsQuotaText = (path: string, { restarts, periodMs }: Limit): string =>
  `the quota of ${path || "the tree"}: ${restarts} restart${restarts === 1 ? "" : "s"} in ${periodMs / 1000} s are used up`;
