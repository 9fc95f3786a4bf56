import { Effect, PubSub } from "effect";
import type { ApiKey, Session, User } from "../../src/domain/account/Account.ts";
import type { JournalError } from "../../src/domain/Errors.ts";
import { isNewUse, isOver } from "../../src/policy/account/lifetimes.ts";
import type { Accounts, StoredAccounts } from "../../src/ports/store/Accounts.ts";

type Changed = Effect.Effect<void, JournalError>;

/** Writes what has been stored into memory. */
type Remember = () => void;

/**
 * The accounts in memory, so that a request costs no query, and in the store. Whatever is changed is stored first; `changed`
 * hears of it afterwards.
 */
export class Directory {
  readonly #accounts: typeof Accounts.Service;
  readonly #changed: PubSub.PubSub<void>;
  readonly #one = Effect.unsafeMakeSemaphore(1);
  readonly #users: Map<string, User>;
  readonly #keys: Map<string, ApiKey>;
  readonly #sessions: Map<string, Session>;
  readonly #keysByDigest: Map<string, ApiKey>;
  readonly #sessionsByDigest: Map<string, Session>;

  constructor(stored: StoredAccounts, accounts: typeof Accounts.Service, changed: PubSub.PubSub<void>) {
    this.#accounts = accounts;
    this.#changed = changed;
    this.#users = new Map(stored.users.map((user) => [user.name, user]));
    this.#keys = new Map(stored.keys.map((key) => [key.id, key]));
    this.#sessions = new Map(stored.sessions.map((session) => [session.id, session]));
    this.#keysByDigest = new Map(stored.keys.map((key) => [key.digest, key]));
    this.#sessionsByDigest = new Map(stored.sessions.map((session) => [session.digest, session]));
  }

  /** By name. */
  get users(): ReadonlyArray<User> {
    return [...this.#users.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** By name. */
  get keys(): ReadonlyArray<ApiKey> {
    return [...this.#keys.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Oldest first. */
  get sessions(): ReadonlyArray<Session> {
    return [...this.#sessions.values()].sort((a, b) => a.createdAt - b.createdAt);
  }

  user(name: string): User | undefined {
    return this.#users.get(name);
  }

  key(id: string): ApiKey | undefined {
    return this.#keys.get(id);
  }

  session(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  keyWith(digest: string): ApiKey | undefined {
    return this.#keysByDigest.get(digest);
  }

  sessionWith(digest: string): Session | undefined {
    return this.#sessionsByDigest.get(digest);
  }

  /** Nobody else changes anything between what an effect looks at and what it changes. */
  exclusively<A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return this.#one.withPermits(1)(effect);
  }

  putUser(user: User): Changed {
    return this.#store(this.#accounts.putUser(user), () => void this.#users.set(user.name, user));
  }

  removeUser(name: string): Changed {
    return this.#store(this.#accounts.removeUser(name), () => {
      this.#users.delete(name);
      this.#forgetSessions(({ user }) => user === name);
    });
  }

  putKey(key: ApiKey): Changed {
    return this.#store(this.#accounts.putKey(key), () => this.#rememberKey(key));
  }

  removeKey({ id, digest }: ApiKey): Changed {
    return this.#store(this.#accounts.removeKey(id), () => {
      this.#keys.delete(id);
      this.#keysByDigest.delete(digest);
    });
  }

  putSession(session: Session): Changed {
    return this.#store(this.#accounts.putSession(session), () => this.#rememberSession(session));
  }

  removeSessions(which: (session: Session) => boolean): Changed {
    const ids = new Set(this.sessions.filter(which).map(({ id }) => id));
    if (ids.size === 0) return Effect.void;
    return this.#store(this.#accounts.removeSessions([...ids]), () =>
      this.#forgetSessions(({ id }) => ids.has(id)),
    );
  }

  /** Note that a session was used now (ms since 1970): it does not end for want of use. */
  useSession(session: Session, now: number): Effect.Effect<void> {
    if (isOver(session, now) || !isNewUse(session.lastUsedAt, now)) return Effect.void;
    const used = { ...session, lastUsedAt: now };
    return this.#note(
      () => this.#sessions.get(session.id) === session,
      this.#accounts.putSession(used),
      () => this.#rememberSession(used),
    );
  }

  /** Note that a key was used now (ms since 1970). */
  useKey(key: ApiKey, now: number): Effect.Effect<void> {
    if (!isNewUse(key.lastUsedAt, now)) return Effect.void;
    return this.#note(
      () => this.#keys.get(key.id) === key,
      this.#accounts.putKey({ ...key, lastUsedAt: now }),
      () => this.#rememberKey({ ...key, lastUsedAt: now }),
    );
  }

  #store(storing: Changed, remember: Remember): Changed {
    return Effect.zipRight(
      Effect.tap(storing, () => Effect.sync(remember)),
      PubSub.publish(this.#changed, undefined),
    );
  }

  /** For lists only: if it can't be stored, it is kept in memory, and no request is refused. */
  #note(isThere: () => boolean, storing: Changed, remember: Remember): Effect.Effect<void> {
    return this.exclusively(
      Effect.suspend(() => {
        if (!isThere()) return Effect.void;
        remember();
        return Effect.ignore(storing);
      }),
    );
  }

  #rememberKey(key: ApiKey): void {
    this.#keys.set(key.id, key);
    this.#keysByDigest.set(key.digest, key);
  }

  #rememberSession(session: Session): void {
    this.#sessions.set(session.id, session);
    this.#sessionsByDigest.set(session.digest, session);
  }

  #forgetSessions(which: (session: Session) => boolean): void {
    for (const session of this.#sessions.values()) {
      if (!which(session)) continue;
      this.#sessions.delete(session.id);
      this.#sessionsByDigest.delete(session.digest);
    }
  }
}
