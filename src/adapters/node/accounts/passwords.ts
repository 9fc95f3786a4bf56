import { Effect } from "effect";

// Loaded when the first password is set or checked, because it is native code.
const argon2 = () => import("@node-rs/argon2");

/** The hash to compare with if there is no password: response times must not show whether an account exists. */
const noPassword =
  "$argon2id$v=19$m=19456,t=2,p=1$s3AV/HB09yU0595Of+1Njw$WoZNDB5YbJN9j0Ou+BExIQwq0iErOQH8nw1ryMBCW7U";

/** Keyboards may produce different code points for characters that look the same (NIST SP 800-63B). */
const normalized = (password: string): string => password.normalize("NFKC");

/** Each hash takes 20 MiB, and about 11 ms of a core. */
const hash = (password: string): Effect.Effect<string> =>
  // The defaults are OWASP's recommendation: argon2id, 19 MiB, 2 passes, 1 lane.
  Effect.promise(async () => (await argon2()).hash(normalized(password)));

const verify = (hashed: string | null, password: string): Effect.Effect<boolean> =>
  Effect.promise(async () => {
    const isIt = await (await argon2()).verify(hashed ?? noPassword, normalized(password));
    return isIt && hashed !== null;
  });

/** The number of checks that may wait. This limits the rate of guesses from all clients together. */
const mostWaiting = 16;

/**
 * Hashes one password and checks one at a time. Users who set a password are authenticated, so they don't wait for the
 * checks of those who are not.
 */
export const passwords = Effect.gen(function* () {
  const [setting, checking] = [yield* Effect.makeSemaphore(1), yield* Effect.makeSemaphore(1)];
  let waiting = 0;
  const isPassword = (hashed: string | null, password: string): Effect.Effect<boolean, "busy"> =>
    Effect.suspend(() => {
      if (waiting >= mostWaiting) return Effect.fail("busy" as const);
      waiting += 1;
      return Effect.ensuring(
        checking.withPermits(1)(verify(hashed, password)),
        Effect.sync(() => {
          waiting -= 1;
        }),
      );
    });
  return { isPassword, hashPassword: (password: string) => setting.withPermits(1)(hash(password)) };
});
