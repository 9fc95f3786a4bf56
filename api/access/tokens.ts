import { Clock, Effect } from "effect";
import type { SigningKey, TokenClaims } from "../../src/domain/account/Account.ts";
import type { JournalError } from "../../src/domain/Errors.ts";
import { lifetimes, maySign, mayVerify } from "../../src/policy/account/lifetimes.ts";
import type { World } from "./world.ts";

/** So many tokens are known without verifying their signature again. */
const mostKnown = 1_000;

/** Signed tokens (JWT), which stand for a session or an API key for a short time. */
export const makeTokens = ({ accounts, credentials }: World) => {
  let keys: ReadonlyArray<SigningKey> | null = null;
  const one = Effect.unsafeMakeSemaphore(1);
  /** By digest, the one verified first first. */
  const known = new Map<string, TokenClaims>();

  const allKeys: Effect.Effect<ReadonlyArray<SigningKey>, JournalError> = Effect.suspend(() =>
    keys === null
      ? Effect.map(accounts.signingKeys, (stored) => {
          keys = stored;
          return stored;
        })
      : Effect.succeed(keys),
  );

  const signingKey = (now: number): Effect.Effect<SigningKey, JournalError> =>
    one.withPermits(1)(
      Effect.gen(function* () {
        const [newest] = yield* allKeys;
        if (newest !== undefined && maySign(newest, now)) return newest;
        const key = yield* credentials.newSigningKey(now);
        yield* accounts.addSigningKey(key, now - lifetimes.signingKey - lifetimes.token);
        keys = [key, ...(yield* allKeys)].filter((each) => mayVerify(each, now));
        return key;
      }),
    );

  const remember = (digest: string, claims: TokenClaims): void => {
    known.set(digest, claims);
    const [first] = known.keys();
    if (known.size > mostKnown && first !== undefined) known.delete(first);
  };

  return {
    /** A token for a session or key. `lifetime` in ms, at most that of tokens; `latest`: ms since 1970. */
    create: (parent: TokenClaims["parent"], lifetime: number, latest = Number.POSITIVE_INFINITY) =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis;
        const expiresAt = Math.min(now + Math.min(lifetime, lifetimes.token), latest);
        const claims = { id: yield* credentials.newId, parent, expiresAt };
        return { token: yield* credentials.sign(claims, yield* signingKey(now), now), expiresAt };
      }),
    /** What a token says; null where it says nothing that counts. */
    claimsIn: (token: string): Effect.Effect<TokenClaims | null, JournalError> =>
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis;
        const digest = credentials.digest(token);
        const found = known.get(digest);
        if (found !== undefined) return now < found.expiresAt ? found : null;
        const valid = (yield* allKeys).filter((each) => mayVerify(each, now));
        const claims = valid.length === 0 ? null : yield* credentials.verify(token, valid, now);
        if (claims !== null) remember(digest, claims);
        return claims;
      }),
  };
};
