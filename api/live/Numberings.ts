import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { ChildPath } from "../../src/domain/tree/ChildPath.ts";
import { type AccessScope, scopeName } from "../../src/policy/access.ts";
import { Numbering } from "./Numbering.ts";

/** The numbers of nodes for each scope: numbers for all would tell how many nodes are hidden. */
export class Numberings {
  readonly #byScope = new Map<string, Numbering>();
  /** The scope by which each principal came last, and the number of the change after which it did. */
  readonly #scopes = new Map<PrincipalText, { readonly name: string; readonly since: number }>();

  /** There are as many as the accounts have scopes, and they are kept: a client may come back at any time. */
  for(scope: AccessScope): Numbering {
    const name = scopeName(scope);
    const known = this.#byScope.get(name);
    if (known !== undefined) return known;
    const numbering = new Numbering();
    this.#byScope.set(name, numbering);
    return numbering;
  }

  /**
   * Since which change a principal has been told by the numbers of this scope: what it knows of an earlier place has those of
   * another one. `now`: the number of the newest change.
   */
  inUseSince(who: PrincipalText, scope: AccessScope, now: number): number {
    const name = scopeName(scope);
    const last = this.#scopes.get(who);
    if (last?.name === name) return last.since;
    const since = last === undefined ? -1 : now;
    this.#scopes.set(who, { name, since });
    return since;
  }

  forget(path: ChildPath): void {
    for (const numbering of this.#byScope.values()) numbering.forget(path);
  }

  keep(paths: ReadonlySet<ChildPath>): void {
    for (const numbering of this.#byScope.values()) numbering.keep(paths);
  }
}
