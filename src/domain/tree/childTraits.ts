import { type ChildPath, join, root } from "./ChildPath.ts";
import type { ChildSpec, ProcessSpec } from "./ChildSpec.ts";

/** The process settings of a child; null for a kind without a process of its own. */
export const processOf = (spec: ChildSpec): ProcessSpec | null => ("command" in spec ? spec : null);

/** A child that supervises others. */
type GroupSpec = Extract<ChildSpec, { readonly children: unknown }>;

export const hasChildren = (spec: ChildSpec): spec is GroupSpec => "children" in spec;

/** The children of a child; empty for a kind that supervises nothing. */
export const childrenOf = (spec: ChildSpec): ReadonlyArray<ChildSpec> =>
  hasChildren(spec) ? spec.children : [];

/** The paths of the children with processes of their own, at and under a child, in document order. */
export const pathsOfProcesses = (spec: ChildSpec, path: ChildPath = root): ReadonlyArray<ChildPath> => [
  ...(processOf(spec) ? [path] : []),
  ...childrenOf(spec).flatMap((child) => pathsOfProcesses(child, join(path, child.id))),
];
