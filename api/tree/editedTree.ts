import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { hasChildren } from "../../src/domain/tree/childTraits.ts";

/** The declared service at a path, and its supervisor; null for what is no service, or an instance of one. */
export const declaredService = (
  { root }: TreeSpec,
  path: ChildPath,
): { readonly service: ServiceSpec; readonly supervisor: SupervisorSpec } | null => {
  let supervisor: SupervisorSpec = root;
  const names = path.split("/");
  for (const name of names.slice(0, -1)) {
    const next = supervisor.children.find(({ id }) => id === name);
    if (next === undefined || !hasChildren(next)) return null;
    supervisor = next;
  }
  const service = supervisor.children.find(({ id }) => id === names.at(-1));
  return service !== undefined && "command" in service ? { service, supervisor } : null;
};

/** The same tree with another declaration of one of its services. */
export const withService = (tree: TreeSpec, path: ChildPath, service: ServiceSpec): TreeSpec => {
  const replaced = (node: SupervisorSpec, [name, ...rest]: ReadonlyArray<string>): SupervisorSpec => ({
    ...node,
    children: node.children.map((child): ChildSpec => {
      if (child.id !== name) return child;
      return hasChildren(child) ? replaced(child, rest) : service;
    }),
  });
  return { ...tree, root: replaced(tree.root, path.split("/")) };
};
