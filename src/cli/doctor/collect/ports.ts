import { join, root } from "../../../domain/tree/ChildPath.ts";
import type { ChildSpec, TreeSpec } from "../../../domain/tree/ChildSpec.ts";
import { fixedPort } from "../../../domain/tree/ports.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import type { DeclaredPort } from "../../../offline/doctor/ports.ts";
import type { LiveRun } from "../../../offline/doctor/processes.ts";

const portsIn = (spec: ChildSpec, parent: string): ReadonlyArray<DeclaredPort> => {
  const path = join(parent, spec.id);
  if (spec.kind === "supervisor") return spec.children.flatMap((child) => portsIn(child, path));
  return (spec.ports ?? []).flatMap((declared) => {
    const fixed = fixedPort(declared, path);
    return fixed === null ? [] : [{ path, port: fixed.port }];
  });
};

/** The ports that the children of a tree declare by number. */
const portsOfTree = (tree: TreeSpec): ReadonlyArray<DeclaredPort> =>
  tree.root.children.flatMap((child) => portsIn(child, root));

/** The ports of the children that don't run: one that does may have handed its port to a program of its own. */
export const portsToCheck = (
  tree: TreeStatus | TreeSpec | null,
  live: ReadonlyArray<LiveRun>,
): ReadonlyArray<DeclaredPort> => {
  if (tree === null) return [];
  const running = new Set(live.map(({ path }) => path));
  const all =
    "daemon" in tree
      ? tree.children.flatMap((child) =>
          child.kind === "service" ? (child.ports ?? []).map(({ port }) => ({ path: child.path, port })) : [],
        )
      : portsOfTree(tree);
  return all.filter(({ path }) => !running.has(path));
};

const pathsIn = (spec: ChildSpec, parent: string): ReadonlyArray<string> => {
  const path = join(parent, spec.id);
  return [
    path,
    ...(spec.kind === "supervisor" ? spec.children.flatMap((child) => pathsIn(child, path)) : []),
  ];
};

/** The paths of all children of a tree. */
export const pathsOf = (tree: TreeStatus | TreeSpec): ReadonlySet<string> =>
  new Set(
    "daemon" in tree
      ? tree.children.map(({ path }) => path)
      : tree.root.children.flatMap((child) => pathsIn(child, root)),
  );
