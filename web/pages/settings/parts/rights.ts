import { ApiError } from "../../../api/ApiError.ts";
import type { User } from "../../../api/accounts.ts";

export type Role = User["role"];
/** Subtrees; null: the whole tree. */
export type Scope = ReadonlyArray<string> | null;

export const roles = ["viewer", "operator", "admin"] as const satisfies ReadonlyArray<Role>;

/** The rights of a role, in words. */
export const meaningOf: Readonly<Record<Role, string>> = {
  viewer: "sees states, output and events",
  operator: "sees that, starts, stops, restarts, signals and scales",
  admin: "does everything, also with the tree, users, keys and the daemon",
};

export const scopeInWords = (scope: Scope): string => (scope === null ? "everything" : scope.join(", "));

const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);

/** `web/*` is `web`; the whole tree is the empty path. */
const rootOf = (pattern: string): string => pattern.replace(/^\//, "").replace(/\/?\*?$/, "");

/** Whether nothing that `before` allowed is lost with `after`. */
const includesScope = (after: Scope, before: Scope): boolean => {
  if (after === null) return true;
  const roots = after.map(rootOf);
  return (
    before?.map(rootOf).every((one) => roots.some((root) => root === "" || isWithin(one, root))) ?? false
  );
};

interface Rights {
  readonly role: Role;
  readonly scope: Scope;
}

/** Whether a change of rights takes something away. */
export const takesAway = (before: Rights, after: Rights): boolean =>
  roles.indexOf(after.role) < roles.indexOf(before.role) || !includesScope(after.scope, before.scope);

export const isSameRights = (one: Rights, other: Rights): boolean =>
  one.role === other.role && JSON.stringify(one.scope) === JSON.stringify(other.scope);

/** `2 sessions`, `1 session`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** A scope as the API takes it; fails where it has no part, which would be nothing to see. */
export const asBody = (scope: Scope): [string, ...Array<string>] | null => {
  if (scope === null) return null;
  const [first, ...others] = new Set(scope);
  if (first === undefined)
    throw new ApiError(null, "name at least one part of the tree, or choose everything");
  return [first, ...others];
};
