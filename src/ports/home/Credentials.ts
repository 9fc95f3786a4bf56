import { Context, type Effect } from "effect";
import type { SigningKey, TokenClaims } from "../../domain/account/Account.ts";

/** Authenticates clients: by passwords, random secrets and signed tokens. */
export class Credentials extends Context.Tag("sentinel/Credentials")<
  Credentials,
  {
    /** 256 random bits, base64url. */
    readonly newSecret: Effect.Effect<string>;
    /** A short random name, which is not secret. */
    readonly newId: Effect.Effect<string>;
    /** SHA-256 of a secret, base64url. Takes a microsecond: random secrets don't need a slow hash. */
    readonly digest: (secret: string) => string;
    /** The slow hash of a password, in PHC form. */
    readonly hashPassword: (password: string) => Effect.Effect<string>;
    /**
     * Whether a password has this hash. With null, for a user without a password, it takes as long. Fails at once if
     * too many checks are waiting.
     */
    readonly isPassword: (hash: string | null, password: string) => Effect.Effect<boolean, "busy">;
    readonly newSigningKey: (now: number) => Effect.Effect<SigningKey>;
    /** A signed token (JWT, EdDSA). */
    readonly sign: (claims: TokenClaims, key: SigningKey, now: number) => Effect.Effect<string>;
    /** The claims of a token; null if no key has signed it, or if it has expired. */
    readonly verify: (
      token: string,
      keys: ReadonlyArray<SigningKey>,
      now: number,
    ) => Effect.Effect<TokenClaims | null>;
  }
>() {}
