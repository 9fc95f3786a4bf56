import { Clock, Effect } from "effect";
import type { OneTimeLink } from "../../src/domain/account/Account.ts";
import type { JournalError } from "../../src/domain/Errors.ts";
import { lifetimes } from "../../src/policy/account/lifetimes.ts";
import type { World } from "./world.ts";

/** A link with the token that is shown once. */
export interface MadeLink extends Omit<OneTimeLink, "digest"> {
  readonly token: string;
}

/** Make a link that works once, for a quarter of an hour. */
export const makeLinks =
  ({ accounts, credentials }: World) =>
  (link: Pick<OneTimeLink, "purpose" | "user" | "createdBy">): Effect.Effect<MadeLink, JournalError> =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis;
      const token = yield* credentials.newSecret;
      const expiresAt = now + lifetimes.link;
      yield* accounts.addLink({ ...link, digest: credentials.digest(token), expiresAt }, now);
      return { ...link, token, expiresAt };
    });
