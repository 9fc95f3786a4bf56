import type { ScopePatterns } from "../domain/account/Account.ts";
import type { RequiredRole } from "../domain/Principal.ts";
import { type ChildPath, isWithin, legalName, root } from "../domain/tree/ChildPath.ts";

/**
 * The ranks of the roles: each includes the permissions of those before it. The routes of the contract declare which
 * role they require.
 */
const rank = { anyone: -1, viewer: 0, operator: 1, admin: 2 } as const satisfies Record<RequiredRole, number>;

/** Whether a role has all permissions of another one. */
export const includesRole = (role: RequiredRole, required: RequiredRole): boolean =>
  rank[role] >= rank[required];

/** The subtrees that a principal may see and act on, by the paths of their roots; null: the whole tree. */
export type AccessScope = ReadonlyArray<ChildPath> | null;

/** Whether a child lies in a scope. */
export const isInScope = (scope: AccessScope, path: ChildPath): boolean =>
  scope === null || scope.some((root) => isWithin(root, path));

/** A name for a scope: the same for equal scopes. */
export const scopeName = (scope: AccessScope): string =>
  scope === null ? "" : JSON.stringify([...scope].sort());

const wholeTree = new Set(["", "/", "*", "/*"]);

/** The path of a pattern for a subtree: `web`, `web/`, `web/*`, `/web`; the instances of `pool` are in `pool`. */
const rootOf = (pattern: string): ChildPath =>
  wholeTree.has(pattern) ? root : pattern.replace(/^\//, "").replace(/\/\*?$/, "");

const isPath = (path: ChildPath): boolean =>
  path === root || path.split("/").every((part) => legalName.test(part.replace(/#\d+$/, "")));

/** Why a pattern is invalid; null if it is valid. The child need not exist: it may be added later. */
export const patternProblem = (pattern: string): string | null =>
  isPath(rootOf(pattern))
    ? null
    : `"${pattern}" is not a subtree: give the path of a child, such as "web" or "web/*", or "*" for the whole tree`;

/** The scope that patterns describe. */
export const scopeOf = (patterns: ScopePatterns): AccessScope => {
  const roots = patterns?.map(rootOf) ?? [root];
  return roots.includes(root) ? null : roots;
};
