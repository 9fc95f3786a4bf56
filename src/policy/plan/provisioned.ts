import type { ChildSpec, Provision, SupervisorSpec, TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { hasChildren } from "../../domain/tree/childTraits.ts";
import { caseTwin } from "../nameCase.ts";

/** Whether a report has created it. */
export const isProvisioned = (spec: ChildSpec): boolean => "provisioned" in spec && spec.provisioned === true;

/** Why one more check can't be created on demand beside these children; null if it can. */
export const whyFull = ({ maxChecks }: Provision, children: ReadonlyArray<ChildSpec>): string | null =>
  children.filter(isProvisioned).length < maxChecks
    ? null
    : `there are ${maxChecks} already, as many as \`provision.max_checks\` allows`;

/**
 * A tree with the checks that reports have created in another one of that name, where it still creates checks and has
 * no child of their name. A file can't know them, and without them their jobs would be watched by nobody.
 */
export const withProvisioned = (wanted: TreeSpec, current: TreeSpec): TreeSpec => {
  if (wanted.name !== current.name) return wanted;
  const root = withChecksOf(wanted.root, current.root);
  return root === wanted.root ? wanted : { ...wanted, root };
};

const withChecksOf = (wanted: SupervisorSpec, current: SupervisorSpec): SupervisorSpec => {
  const former = new Map(current.children.map((child) => [child.id, child]));
  const declared = wanted.children.map((child) => {
    const was = former.get(child.id);
    return was && hasChildren(was) && hasChildren(child) ? withChecksOf(child, was) : child;
  });
  const created = wanted.provision === undefined ? [] : checksOf(current, wanted, wanted.provision);
  const isSame = created.length === 0 && declared.every((child, index) => child === wanted.children[index]);
  return isSame ? wanted : { ...wanted, children: [...declared, ...created] };
};

/** They follow what is expected of created checks now. */
const checksOf = (
  current: SupervisorSpec,
  { children }: SupervisorSpec,
  { check }: Provision,
): ReadonlyArray<ChildSpec> => {
  const names = children.map(({ id }) => id);
  return current.children
    .filter((child) => isProvisioned(child) && !names.includes(child.id))
    .filter(({ id }) => caseTwin(id, names) === undefined)
    .map((child) => ({ ...child, ...check }));
};
