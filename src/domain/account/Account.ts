import type { PrincipalText, Role } from "../Principal.ts";

/**
 * The subtrees that an account may see and act on, as a user writes them: `web`, `web/*`; null: the whole tree.
 * `scopeOf` (src/policy/access.ts) parses them.
 */
export type ScopePatterns = ReadonlyArray<string> | null;

/** What an account may do, and where. */
export interface Rights {
  readonly role: Role;
  readonly scope: ScopePatterns;
}

/** A user who logs in with a password. All times of accounts are in ms since 1970. */
export interface User extends Rights {
  /** Unique, never changed. */
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: PrincipalText;
  /** The user still exists, but can't log in. */
  readonly disabled: boolean;
  /** The hash of the password (argon2id, in PHC form); null until the user has chosen one with a one-time link. */
  readonly password: string | null;
}

/** The credentials of a program. */
export interface ApiKey extends Rights {
  readonly id: string;
  /** Unique among existing keys: events refer to a key by its name. */
  readonly name: string;
  /** The first characters of the key, by which a user recognises it. */
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly digest: string;
  readonly createdAt: number;
  readonly createdBy: PrincipalText;
  /** Null: never. */
  readonly expiresAt: number | null;
  /** To the minute; null: not yet. */
  readonly lastUsedAt: number | null;
  /** An assistant with this key may apply configurations without a user's confirmation (`/mcp`). */
  readonly unattended?: true;
}

/** A user who has logged in, in one browser or program. */
export interface Session {
  readonly id: string;
  /** SHA-256 of its token. */
  readonly digest: string;
  /** The name of the user. */
  readonly user: string;
  readonly createdAt: number;
  /** To the minute. */
  readonly lastUsedAt: number;
  /** It ends at this time, regardless of its use. */
  readonly expiresAt: number;
  /** The IP address from which it was created; null on a unix socket. */
  readonly address: string | null;
  /** The client's own name for itself (`user-agent`). */
  readonly agent: string | null;
}

/**
 * A link with which a client without a session can do one thing, once: `setup` creates an admin, `reset` sets a new
 * password for its user.
 */
export interface OneTimeLink {
  /** SHA-256 of its token. */
  readonly digest: string;
  readonly purpose: "setup" | "reset";
  /** The user whose password it resets; null for `setup`. */
  readonly user: string | null;
  readonly createdBy: PrincipalText;
  readonly expiresAt: number;
}

/** A key pair that signs tokens (JWT), as JSON Web Keys. */
export interface SigningKey {
  readonly id: string;
  readonly createdAt: number;
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The content of a signed token (JWT): the session or key that it stands for, whose rights apply, and its end. */
export interface TokenClaims {
  /** The id of the token itself. */
  readonly id: string;
  readonly parent: { readonly kind: "session" | "key"; readonly id: string };
  readonly expiresAt: number;
}
