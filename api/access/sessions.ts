import { Clock, Effect } from "effect";
import type { Session, User } from "../../src/domain/account/Account.ts";
import { type JournalError, NoSuchAccount } from "../../src/domain/Errors.ts";
import { isOver, lifetimes } from "../../src/policy/account/lifetimes.ts";
import type { Caller } from "../caller.ts";
import type { Origin } from "./origin.ts";
import type { World } from "./world.ts";

/** A session with the token that only its client knows. */
export interface OpenedSession {
  readonly session: Session;
  readonly token: string;
  readonly user: User;
}

/** So many may be open for one user; the oldest ends for another one. */
const mostSessions = 50;

/** What a cookie's session has to show beside it, in a header that no other site can send: derived, so that it need not be stored. */
export const csrfOf = ({ credentials }: World, token: string): string => credentials.digest(`csrf ${token}`);

/** The sessions of users. */
export const makeSessions = ({ credentials, directory }: World) => {
  /** Open a session for a user who has shown to be that one. `former`: the token of the session that this one replaces. */
  const open = (
    user: User,
    origin: Origin,
    former: string | null,
  ): Effect.Effect<OpenedSession, JournalError> =>
    Effect.gen(function* () {
      const known = yield* directory;
      const now = yield* Clock.currentTimeMillis;
      const [token, id] = [yield* credentials.newSecret, yield* credentials.newId];
      const session: Session = {
        ...{ id, digest: credentials.digest(token), user: user.name },
        ...{ createdAt: now, lastUsedAt: now, expiresAt: now + lifetimes.session },
        ...{ address: origin.address, agent: origin.agent },
      };
      const replaced = former === null ? undefined : known.sessionWith(credentials.digest(former));
      const others = known.sessions.filter((one) => one.user === user.name && !isOver(one, now));
      const supernumerary = new Set(others.slice(0, Math.max(others.length + 1 - mostSessions, 0)));
      yield* known.removeSessions((one) => one === replaced || supernumerary.has(one) || isOver(one, now));
      yield* known.putSession(session);
      return { session, token, user };
    });

  /** Those that a caller may see: of every user for an admin of the whole tree, else one's own. Newest first. */
  const visibleTo = (caller: Caller): Effect.Effect<ReadonlyArray<Session>, JournalError> =>
    Effect.gen(function* () {
      const known = yield* directory;
      const now = yield* Clock.currentTimeMillis;
      const isAdmin = caller.role === "admin" && caller.scope === null;
      const own = caller.session === null ? undefined : known.session(caller.session)?.user;
      return known.sessions
        .filter((session) => !isOver(session, now) && (isAdmin || session.user === own))
        .reverse();
    });

  return {
    open,
    visibleTo,
    /** End one of those that a caller may see. */
    end: (id: string, caller: Caller): Effect.Effect<Session, NoSuchAccount | JournalError> =>
      Effect.gen(function* () {
        const session = (yield* visibleTo(caller)).find((one) => one.id === id);
        if (session === undefined)
          return yield* new NoSuchAccount({ message: `there is no session "${id}"` });
        yield* (yield* directory).removeSessions((one) => one.id === id);
        return session;
      }),
  };
};
