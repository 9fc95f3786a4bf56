import { type ChildPath, join, root } from "./ChildPath.ts";
import type { ChildSpec, ProcessSpec } from "./ChildSpec.ts";

/** The process that a child has while it runs; null for a kind that has none of its own. */
export const processOf = (spec: ChildSpec): ProcessSpec | null => ("command" in spec ? spec : null);

/** A child that supervises others. */
type GroupSpec = Extract<ChildSpec, { readonly children: unknown }>;

export const hasChildren = (spec: ChildSpec): spec is GroupSpec => "children" in spec;

/** What stands under a child in the tree; nothing under a kind that supervises nothing. */
export const childrenOf = (spec: ChildSpec): ReadonlyArray<ChildSpec> =>
  hasChildren(spec) ? spec.children : [];

/** The paths at and under a child that have a process while they run, in document order. */
export const pathsOfProcesses = (spec: ChildSpec, path: ChildPath = root): ReadonlyArray<ChildPath> => [
  ...(processOf(spec) ? [path] : []),
  ...childrenOf(spec).flatMap((child) => pathsOfProcesses(child, join(path, child.id))),
];
