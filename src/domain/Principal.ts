/** What kind of principal is known by a name of its own. */
type NamedKind = "user" | "session" | "key" | "instance";

/** Who acts: the daemon itself, the file that it follows, somebody with a name, or somebody who has shown none. */
export type Principal =
  | { readonly kind: "system" | "file" | "anonymous" }
  | { readonly kind: NamedKind; readonly id: string };

/** A principal as events and revisions have it (CLI.md): `system`, `file`, `user:NAME`, `key:NAME`. */
export type PrincipalText = string;

export const printPrincipal = (principal: Principal): PrincipalText =>
  "id" in principal ? `${principal.kind}:${principal.id}` : principal.kind;

/** What a principal may do; each role may do what those before it may. */
export type Role = "viewer" | "operator" | "admin";

/** The least role that a route requires; `anyone`: not even a principal. */
export type RequiredRole = Role | "anyone";

/**
 * The HTTP header in which a local client says who uses it, percent-encoded: whom the connection shows is the owner of the
 * home, also where root acts for somebody. A claim, which is recorded and gives no rights.
 */
export const claimHeader = "sentinel-claimed-user";
