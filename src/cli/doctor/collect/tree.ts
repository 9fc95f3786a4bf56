import { type ChildPath, join, root } from "../../../domain/tree/ChildPath.ts";
import type { ChildSpec, TreeSpec } from "../../../domain/tree/ChildSpec.ts";
import { childrenOf, pathsOfProcesses, processOf } from "../../../domain/tree/childTraits.ts";
import { fixedPort } from "../../../domain/tree/ports.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import type { DeclaredPort } from "../../../offline/doctor/ports.ts";
import type { LiveRun } from "../../../offline/doctor/processes.ts";

/** A tree as its daemon shows it or, without one, as its last revision declares it. */
type Tree = TreeStatus | TreeSpec;

const portsIn = (spec: ChildSpec, path: ChildPath): ReadonlyArray<DeclaredPort> => [
  ...(processOf(spec)?.ports ?? []).flatMap((declared) => {
    const fixed = fixedPort(declared, path);
    return fixed === null ? [] : [{ path, port: fixed.port }];
  }),
  ...childrenOf(spec).flatMap((child) => portsIn(child, join(path, child.id))),
];

const declaredPorts = (tree: Tree): ReadonlyArray<DeclaredPort> =>
  "root" in tree
    ? portsIn(tree.root, root)
    : tree.children.flatMap((child) =>
        "ports" in child ? (child.ports ?? []).map(({ port }) => ({ path: child.path, port })) : [],
      );

/** The ports of the children that don't run: one that does may have handed its port to a program of its own. */
export const portsToCheck = (
  tree: Tree | null,
  live: ReadonlyArray<LiveRun>,
): ReadonlyArray<DeclaredPort> => {
  const running = new Set(live.map(({ path }) => path));
  return tree === null ? [] : declaredPorts(tree).filter(({ path }) => !running.has(path));
};

/** The paths of the children with processes of their own. */
export const pathsOf = (tree: Tree): ReadonlySet<ChildPath> =>
  new Set("root" in tree ? pathsOfProcesses(tree.root) : tree.children.map(({ path }) => path));
