import { Effect } from "effect";

// Loaded when the first password is set or checked: it is native code.
const argon2 = () => import("@node-rs/argon2");

/** Compared to where there is no password: whether an account exists must not be seen from how long an answer takes. */
const noPassword =
  "$argon2id$v=19$m=19456,t=2,p=1$s3AV/HB09yU0595Of+1Njw$WoZNDB5YbJN9j0Ou+BExIQwq0iErOQH8nw1ryMBCW7U";

/** Characters that look the same may come from another keyboard as other code points (NIST SP 800-63B). */
const normalized = (password: string): string => password.normalize("NFKC");

/** Each takes 20 MiB and some 11 ms of a core. */
const hash = (password: string): Effect.Effect<string> =>
  // The defaults are those that OWASP recommends: argon2id, 19 MiB, 2 passes, 1 lane.
  Effect.promise(async () => (await argon2()).hash(normalized(password)));

const verify = (hashed: string | null, password: string): Effect.Effect<boolean> =>
  Effect.promise(async () => {
    const isIt = await (await argon2()).verify(hashed ?? noPassword, normalized(password));
    return isIt && hashed !== null;
  });

/** So many checks may wait; it is how fast anybody can guess, whoever asks. */
const mostWaiting = 16;

/**
 * Hashes one password and checks one at a time. Those who set a password have shown who they are, and don't wait for those
 * who guess.
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
