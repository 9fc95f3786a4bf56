import { type ChildPath, join, root } from "../domain/tree/ChildPath.ts";
import type { SupervisorSpec } from "../domain/tree/ChildSpec.ts";
import { hasChildren } from "../domain/tree/childTraits.ts";

// Runs and output of a child are in folders that have its name, and macOS takes `Web` and `web` for one folder. Such
// siblings are refused on every system, so that a tree runs on all. What runs already goes on.

/** A name in the form in which macOS compares it. */
export const folded = (name: string): string => name.toLowerCase();

/** The name among these that differs from another one in case only. */
export const caseTwin = (name: string, names: Iterable<string>): string | undefined => {
  for (const other of names) if (other !== name && folded(other) === folded(name)) return other;
  return undefined;
};

/** Why a child is not added beside one whose name differs in case only, and what to do. */
export const whyNotBeside = (name: string, twin: string): string =>
  `${name} can't be added beside ${twin}: their names differ in case only, and macOS would keep both in one folder; choose another name, or remove ${twin} first`;

/** Why a tree can't become another one: the first name that is new in it and differs from a sibling's in case only. */
export const newCaseTwin = (
  before: Pick<SupervisorSpec, "children"> | undefined,
  wanted: SupervisorSpec,
  at: ChildPath = root,
): string | null => {
  const former = new Map(before?.children.map((child) => [child.id, child]));
  const byFolded = new Map<string, Set<string>>();
  for (const { id } of [...former.values(), ...wanted.children])
    byFolded.set(folded(id), new Set(byFolded.get(folded(id))).add(id));
  for (const child of wanted.children) {
    const path = join(at, child.id);
    const twin = caseTwin(child.id, byFolded.get(folded(child.id)) ?? []);
    if (twin !== undefined && !former.has(child.id)) return whyNotBeside(path, join(at, twin));
    if (!hasChildren(child)) continue;
    const was = former.get(child.id);
    const below = newCaseTwin(was && hasChildren(was) ? was : undefined, child, path);
    if (below !== null) return below;
  }
  return null;
};
