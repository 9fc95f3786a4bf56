import type { ChildSpec, ServiceSpec, SupervisorSpec, TreeSpec } from "../domain/tree/ChildSpec.ts";
import { hasChildren } from "../domain/tree/childTraits.ts";
import { headersIn, withHeaders } from "./probe/headers.ts";

/** What stands for the value of an environment variable or of a header, in which people write passwords. */
export const withheld = "(withheld)";

/** Variables without their values. References to secrets are kept: they say where one is, not what it is. */
export const withoutValues = <Value>(
  env: Readonly<Record<string, Value>>,
): Readonly<Record<string, Value | typeof withheld>> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, typeof value === "object" ? value : withheld]),
  );

const serviceWithoutValues = (service: ServiceSpec): ServiceSpec =>
  withHeaders({ ...service, env: withoutValues(service.env) }, () => withheld);

const childWithoutValues = (child: ChildSpec): ChildSpec => {
  if (hasChildren(child)) return belowWithoutValues(child);
  if ("template" in child) return { ...child, template: serviceWithoutValues(child.template) };
  return "env" in child ? serviceWithoutValues(child) : child;
};

const belowWithoutValues = (node: SupervisorSpec): SupervisorSpec => ({
  ...node,
  children: node.children.map(childWithoutValues),
});

/** A tree without the values of environment variables. */
export const treeWithoutValues = (tree: TreeSpec): TreeSpec => ({
  ...tree,
  root: belowWithoutValues(tree.root),
});

/** A declared tree in which the value of a variable that was withheld is the one that the child of this path has in another tree. */
export const treeWithValuesOf = (wanted: TreeSpec, known: TreeSpec): TreeSpec => ({
  ...wanted,
  root: belowWithValuesOf(wanted.root, known.root),
});

const belowWithValuesOf = (node: SupervisorSpec, known: ChildSpec | undefined): SupervisorSpec => {
  const children = known !== undefined && hasChildren(known) ? known.children : [];
  return {
    ...node,
    children: node.children.map((child) =>
      childWithValuesOf(
        child,
        children.find(({ id }) => id === child.id),
      ),
    ),
  };
};

const childWithValuesOf = (child: ChildSpec, known: ChildSpec | undefined): ChildSpec => {
  if (hasChildren(child)) return belowWithValuesOf(child, known);
  const service = known && serviceIn(known);
  if (!service) return child;
  if ("template" in child) return { ...child, template: serviceWithValuesOf(child.template, service) };
  return "env" in child ? serviceWithValuesOf(child, service) : child;
};

/** What a child runs as a process, itself or in its slots; null if it runs none. */
const serviceIn = (child: ChildSpec): ServiceSpec | null => {
  if ("template" in child) return child.template;
  return "env" in child ? child : null;
};

const serviceWithValuesOf = (service: ServiceSpec, known: ServiceSpec): ServiceSpec => {
  const env = Object.entries(service.env).map(([name, value]) => [
    name,
    value === withheld ? (known.env[name] ?? value) : value,
  ]);
  return withHeaders({ ...service, env: Object.fromEntries(env) }, (name, header, value) =>
    value === withheld ? (headersIn(known, name)[header] ?? value) : value,
  );
};
