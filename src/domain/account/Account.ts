import type { PrincipalText, Role } from "../Principal.ts";

/**
 * Which subtrees an account may see and act on, as a person writes them: `web`, `web/*`; null: the whole tree.
 * `scopeOf` (src/policy/access.ts) reads them.
 */
export type ScopePatterns = ReadonlyArray<string> | null;

/** What an account may do, where. */
export interface Rights {
  readonly role: Role;
  readonly scope: ScopePatterns;
}

/** Somebody who logs in with a password. All times of accounts are in ms since 1970. */
export interface User extends Rights {
  /** Unique, never changed. */
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: PrincipalText;
  /** Kept, but can't log in. */
  readonly disabled: boolean;
  /** Its hash (argon2id, in PHC form); null until the user has chosen one by a one-time link. */
  readonly password: string | null;
}

/** What a program authenticates with. */
export interface ApiKey extends Rights {
  readonly id: string;
  /** Unique among the keys that there are: events name a key by it. */
  readonly name: string;
  /** The beginning of the key, by which a person recognises it. */
  readonly prefix: string;
  /** SHA-256 of the key. */
  readonly digest: string;
  readonly createdAt: number;
  readonly createdBy: PrincipalText;
  /** Null: never. */
  readonly expiresAt: number | null;
  /** To the minute; null: not yet. */
  readonly lastUsedAt: number | null;
  /** An assistant that has it applies configurations without a person's confirmation (`/mcp`). */
  readonly unattended?: true;
}

/** A user who has logged in, at one browser or program. */
export interface Session {
  readonly id: string;
  /** SHA-256 of its token. */
  readonly digest: string;
  /** The name of the user. */
  readonly user: string;
  readonly createdAt: number;
  /** To the minute. */
  readonly lastUsedAt: number;
  /** It ends then, however much it is used. */
  readonly expiresAt: number;
  /** The IP address that it was made from; null on a unix socket. */
  readonly address: string | null;
  /** How the client called itself (`user-agent`). */
  readonly agent: string | null;
}

/**
 * A link that lets somebody without a session do one thing, once: `setup` makes an admin, `reset` gives its user another
 * password.
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

/** What a signed token (JWT) says: which session or key it stands for, and until when. Rights are those of that one. */
export interface TokenClaims {
  /** Of the token. */
  readonly id: string;
  readonly parent: { readonly kind: "session" | "key"; readonly id: string };
  readonly expiresAt: number;
}
