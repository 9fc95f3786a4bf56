import { type ChildPath, join, root } from "../../src/domain/tree/ChildPath.ts";
import type { ChildSpec, SupervisorSpec, TreeSpec } from "../../src/domain/tree/ChildSpec.ts";
import { childrenOf, hasChildren } from "../../src/domain/tree/childTraits.ts";
import type { TreeNode } from "../node/node.ts";

interface Entry {
  readonly spec: ChildSpec;
  readonly parent: ChildPath;
  /** Its position in document order. */
  readonly place: number;
}

/** A tree's specifications, by path. */
export class Declared {
  readonly #entries = new Map<ChildPath, Entry>();

  constructor(tree: TreeSpec) {
    this.#enter(root, { spec: tree.root, parent: root, place: 0 });
  }

  at(path: ChildPath): ChildSpec | undefined {
    return this.#entries.get(path)?.spec;
  }

  supervisorAt(path: ChildPath): SupervisorSpec | undefined {
    const spec = this.at(path);
    return spec && hasChildren(spec) ? spec : undefined;
  }

  /** The group that a path is an instance of. */
  groupOf(path: ChildPath): SupervisorSpec | undefined {
    const parent = this.supervisorAt(this.parentOf(path));
    return path !== root && parent?.template ? parent : undefined;
  }

  parentOf(path: ChildPath): ChildPath {
    return this.#entries.get(path)?.parent ?? path.slice(0, Math.max(0, path.lastIndexOf("#")));
  }

  placeOf(path: ChildPath): number {
    return this.#entries.get(path)?.place ?? this.#entries.size;
  }

  /** The declaration of a node; for an instance, its group's template, whatever the instance's number. */
  for(node: TreeNode): ChildSpec | undefined {
    const template = node.parent && this.supervisorAt(node.parent.path)?.template;
    return template ? { ...template, id: node.spec.id } : this.at(node.path);
  }

  #enter(path: ChildPath, entry: Entry): void {
    this.#entries.set(path, entry);
    for (const spec of childrenOf(entry.spec))
      this.#enter(join(path, spec.id), { spec, parent: path, place: this.#entries.size });
  }
}
