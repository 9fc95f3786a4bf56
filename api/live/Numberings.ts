import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import type { AccessScope } from "../../src/policy/access.ts";
import { Numbering } from "./Numbering.ts";

/** What names a scope: the same for all who may see the same. */
export const scopeName = (scope: AccessScope): string =>
  scope === null ? "" : JSON.stringify([...scope].sort());

/** The numbers of nodes for each scope: numbers for all would tell how many nodes are hidden. */
export class Numberings {
  readonly #byScope = new Map<string, Numbering>();

  /** There are as many as the accounts have scopes, and they are kept: a client may come back at any time. */
  for(scope: AccessScope): Numbering {
    const name = scopeName(scope);
    const known = this.#byScope.get(name);
    if (known !== undefined) return known;
    const numbering = new Numbering();
    this.#byScope.set(name, numbering);
    return numbering;
  }

  forget(path: ChildPath): void {
    for (const numbering of this.#byScope.values()) numbering.forget(path);
  }

  keep(paths: ReadonlySet<ChildPath>): void {
    for (const numbering of this.#byScope.values()) numbering.keep(paths);
  }
}
