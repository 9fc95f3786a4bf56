import { Context, type Effect } from "effect";
import type { SigningKey, TokenClaims } from "../domain/account/Account.ts";

/** What proves who somebody is: passwords, random secrets and signed tokens. */
export class Credentials extends Context.Tag("sentinel/Credentials")<
  Credentials,
  {
    /** 256 random bits, base64url. */
    readonly newSecret: Effect.Effect<string>;
    /** A short random name, for what is no secret. */
    readonly newId: Effect.Effect<string>;
    /** SHA-256 of a secret, base64url. Takes a microsecond: what is random needs no slow hash. */
    readonly digest: (secret: string) => string;
    /** The slow hash of a password, in PHC form. */
    readonly hashPassword: (password: string) => Effect.Effect<string>;
    /**
     * Whether a password has this hash; null, for which there is no password, takes as long. Fails without looking where
     * too many wait for that already.
     */
    readonly isPassword: (hash: string | null, password: string) => Effect.Effect<boolean, "busy">;
    readonly newSigningKey: (now: number) => Effect.Effect<SigningKey>;
    /** A signed token (JWT, EdDSA). */
    readonly sign: (claims: TokenClaims, key: SigningKey, now: number) => Effect.Effect<string>;
    /** What a token says; null where none of the keys has signed it, or it has expired. */
    readonly verify: (
      token: string,
      keys: ReadonlyArray<SigningKey>,
      now: number,
    ) => Effect.Effect<TokenClaims | null>;
  }
>() {}
