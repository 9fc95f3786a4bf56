import { Clock, Effect } from "effect";
import type { ApiKey, Rights } from "../../src/domain/account/Account.ts";
import { AccountConflict, type JournalError, NoSuchAccount } from "../../src/domain/Errors.ts";
import type { PrincipalText } from "../../src/domain/Principal.ts";
import type { Directory } from "./Directory.ts";
import type { World } from "./world.ts";

/** By which a key is known from other secrets, in a log for example. */
export const keyPrefix = "snt_";
/** How much of a key is shown in lists. */
const shown = keyPrefix.length + 6;

interface NewKey extends Rights {
  readonly name: string;
  readonly expiresAt: number | null;
  readonly unattended?: boolean;
  readonly by: PrincipalText;
}

/** What may be changed of a key. */
interface KeyChanges extends Partial<Rights & Pick<ApiKey, "expiresAt">> {
  readonly unattended?: boolean;
}

/** A key with changes; the flag is there only where it is set. */
const changed = ({ unattended: former, ...key }: ApiKey, changes: KeyChanges): ApiKey => {
  const { unattended = former === true, ...others } = changes;
  return { ...key, ...others, ...(unattended ? { unattended } : {}) };
};

const theKey = (id: string, known: Directory): Effect.Effect<ApiKey, NoSuchAccount> => {
  const key = known.key(id);
  return key === undefined
    ? new NoSuchAccount({ message: `there is no API key with the id "${id}"` })
    : Effect.succeed(key);
};

/** API keys. */
export const makeKeys = ({ credentials, directory }: World) => ({
  list: Effect.map(directory, ({ keys }) => keys),
  /** The key itself is in this answer and nowhere else. */
  create: ({ name, role, scope, expiresAt, unattended, by }: NewKey) =>
    Effect.gen(function* () {
      const known = yield* directory;
      const secret = `${keyPrefix}${yield* credentials.newSecret}`;
      const key: ApiKey = {
        ...{ id: yield* credentials.newId, name, prefix: secret.slice(0, shown) },
        ...{ digest: credentials.digest(secret), role, scope, createdBy: by, expiresAt, lastUsedAt: null },
        createdAt: yield* Clock.currentTimeMillis,
        ...(unattended ? { unattended } : {}),
      };
      yield* known.exclusively(
        Effect.suspend(
          (): Effect.Effect<void, AccountConflict | JournalError> =>
            known.keys.some((one) => one.name === name)
              ? new AccountConflict({
                  reason: "name_taken",
                  message: `there is an API key "${name}" already`,
                })
              : known.putKey(key),
        ),
      );
      return { key, secret };
    }),
  update: (id: string, changes: KeyChanges): Effect.Effect<ApiKey, NoSuchAccount | JournalError> =>
    Effect.flatMap(directory, (known) =>
      known.exclusively(
        Effect.gen(function* () {
          const key = changed(yield* theKey(id, known), changes);
          yield* known.putKey(key);
          return key;
        }),
      ),
    ),
  remove: (id: string): Effect.Effect<ApiKey, NoSuchAccount | JournalError> =>
    Effect.flatMap(directory, (known) =>
      known.exclusively(Effect.tap(theKey(id, known), (key) => known.removeKey(key))),
    ),
});
