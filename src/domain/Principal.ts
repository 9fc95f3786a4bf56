/** The kinds of principal that have names. */
type NamedKind = "user" | "session" | "key" | "instance";

/** Who acts: the daemon itself, the file that it follows, files that it watches for a child, a principal with a name, or an unauthenticated client. */
export type Principal =
  | { readonly kind: "system" | "file" | "watch" | "anonymous" }
  | { readonly kind: NamedKind; readonly id: string };

/** A principal in the form used in events and revisions (CLI.md): `system`, `file`, `user:NAME`, `key:NAME`. */
export type PrincipalText = string;

export const printPrincipal = (principal: Principal): PrincipalText =>
  "id" in principal ? `${principal.kind}:${principal.id}` : principal.kind;

/** What a principal may do; each role includes the permissions of those before it. */
export type Role = "viewer" | "operator" | "admin";

/** The least role that a route requires; `anyone`: no authentication. */
export type RequiredRole = Role | "anyone";

/**
 * The HTTP header with which a local client names its user, percent-encoded. The connection itself only shows the owner
 * of the home, even if root acts for another user. The name is a claim: it is recorded and gives no rights.
 */
export const claimHeader = "sentinel-claimed-user";
