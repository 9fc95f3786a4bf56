import { type ChildPath, idOnTheWay, join, root } from "./ChildPath.ts";
import type { ChildSpec, ProcessSpec } from "./ChildSpec.ts";

/** The process settings of a child; null for a kind without a process of its own. */
export const processOf = (spec: ChildSpec): ProcessSpec | null => ("command" in spec ? spec : null);

/** A child that supervises others. */
type GroupSpec = Extract<ChildSpec, { readonly children: unknown }>;

export const hasChildren = (spec: ChildSpec): spec is GroupSpec => "children" in spec;

/** A child whose runs are started at its times. */
export const isJob = (spec: ChildSpec): spec is Extract<ChildSpec, { readonly schedules: unknown }> =>
  "schedules" in spec;

/** The children of a child; empty for a kind that supervises nothing. */
export const childrenOf = (spec: ChildSpec): ReadonlyArray<ChildSpec> =>
  hasChildren(spec) ? spec.children : [];

/** The paths of the children with processes of their own, at and under a child, in document order. */
export const pathsOfProcesses = (spec: ChildSpec, path: ChildPath = root): ReadonlyArray<ChildPath> => [
  ...(processOf(spec) ? [path] : []),
  ...childrenOf(spec).flatMap((child) => pathsOfProcesses(child, join(path, child.id))),
];

/** The child at a path under another one; undefined if there is none. */
export const childAt = (spec: ChildSpec, path: ChildPath, at: ChildPath = root): ChildSpec | undefined => {
  if (path === at) return spec;
  const id = idOnTheWay(at, path);
  const next = childrenOf(spec).find((child) => child.id === id);
  return next && childAt(next, path, join(at, next.id));
};
