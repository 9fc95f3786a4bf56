import { Effect, Layer } from "effect";
import type { ApiKey, OneTimeLink, Session, SigningKey, User } from "../../domain/account/Account.ts";
import { Accounts } from "../../ports/store/Accounts.ts";

/** Accounts that live as long as the process, for tests and demonstrations. */
export const layer: Layer.Layer<Accounts> = Layer.sync(Accounts, () => {
  const users = new Map<string, User>();
  const keys = new Map<string, ApiKey>();
  const sessions = new Map<string, Session>();
  const links = new Map<string, OneTimeLink>();
  let signingKeys: ReadonlyArray<SigningKey> = [];
  const removeWhere = <A>(from: Map<string, A>, isMeant: (one: A) => boolean): void => {
    for (const [id, one] of from) if (isMeant(one)) from.delete(id);
  };
  return Accounts.of({
    all: Effect.sync(() => ({
      users: [...users.values()],
      keys: [...keys.values()],
      sessions: [...sessions.values()],
    })),
    putUser: (user) => Effect.sync(() => void users.set(user.name, user)),
    removeUser: (name) =>
      Effect.sync(() => {
        users.delete(name);
        removeWhere(sessions, ({ user }) => user === name);
        removeWhere(links, ({ user }) => user === name);
      }),
    putKey: (key) => Effect.sync(() => void keys.set(key.id, key)),
    removeKey: (id) => Effect.sync(() => void keys.delete(id)),
    putSession: (session) => Effect.sync(() => void sessions.set(session.id, session)),
    removeSessions: (ids) =>
      Effect.sync(() => {
        for (const id of ids) sessions.delete(id);
      }),
    addLink: (link, now) =>
      Effect.sync(() => {
        removeWhere(links, ({ expiresAt }) => expiresAt <= now);
        links.set(link.digest, link);
      }),
    link: (digest) => Effect.sync(() => links.get(digest) ?? null),
    takeLink: (digest) => Effect.sync(() => links.delete(digest)),
    signingKeys: Effect.sync(() => signingKeys),
    addSigningKey: (key, since) =>
      Effect.sync(() => {
        signingKeys = [key, ...signingKeys.filter(({ createdAt }) => createdAt >= since)];
      }),
  });
});
