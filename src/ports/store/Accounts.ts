import { Context, type Effect } from "effect";
import type { ApiKey, OneTimeLink, Session, SigningKey, User } from "../../domain/account/Account.ts";
import type { JournalError } from "../../domain/Errors.ts";

/** The accounts, keys and sessions, which every request needs. */
export interface StoredAccounts {
  readonly users: ReadonlyArray<User>;
  readonly keys: ReadonlyArray<ApiKey>;
  readonly sessions: ReadonlyArray<Session>;
}

type Stored = Effect.Effect<void, JournalError>;

/** The accounts of a home. They have a single writer at a time. */
export class Accounts extends Context.Tag("sentinel/Accounts")<
  Accounts,
  {
    readonly all: Effect.Effect<StoredAccounts, JournalError>;
    /** Add a user, or replace the one of that name. */
    readonly putUser: (user: User) => Stored;
    /** Remove a user, with their sessions and links. */
    readonly removeUser: (name: string) => Stored;
    /** Add a key, or replace the one with that id. */
    readonly putKey: (key: ApiKey) => Stored;
    readonly removeKey: (id: string) => Stored;
    /** Add a session, or replace the one with that id. */
    readonly putSession: (session: Session) => Stored;
    readonly removeSessions: (ids: ReadonlyArray<string>) => Stored;
    /** Add a link, and remove those that have expired by `now` (ms since 1970). */
    readonly addLink: (link: OneTimeLink, now: number) => Stored;
    readonly link: (digest: string) => Effect.Effect<OneTimeLink | null, JournalError>;
    /** Use a link: true for the first call, false for all others. */
    readonly takeLink: (digest: string) => Effect.Effect<boolean, JournalError>;
    /** Newest first. */
    readonly signingKeys: Effect.Effect<ReadonlyArray<SigningKey>, JournalError>;
    /** Add a signing key, and remove those older than `since` (ms since 1970). */
    readonly addSigningKey: (key: SigningKey, since: number) => Stored;
  }
>() {}
