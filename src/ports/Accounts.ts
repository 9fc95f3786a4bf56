import { Context, type Effect } from "effect";
import type { ApiKey, OneTimeLink, Session, SigningKey, User } from "../domain/account/Account.ts";
import type { JournalError } from "../domain/Errors.ts";

/** Everything that is asked for with each request. */
export interface StoredAccounts {
  readonly users: ReadonlyArray<User>;
  readonly keys: ReadonlyArray<ApiKey>;
  readonly sessions: ReadonlyArray<Session>;
}

type Stored = Effect.Effect<void, JournalError>;

/** The accounts of a home. Whoever writes is alone: nobody else changes them meanwhile. */
export class Accounts extends Context.Tag("sentinel/Accounts")<
  Accounts,
  {
    readonly all: Effect.Effect<StoredAccounts, JournalError>;
    /** Add a user, or replace the one of that name. */
    readonly putUser: (user: User) => Stored;
    /** With the sessions and links of that user. */
    readonly removeUser: (name: string) => Stored;
    /** Add a key, or replace the one with that id. */
    readonly putKey: (key: ApiKey) => Stored;
    readonly removeKey: (id: string) => Stored;
    /** Add a session, or replace the one with that id. */
    readonly putSession: (session: Session) => Stored;
    readonly removeSessions: (ids: ReadonlyArray<string>) => Stored;
    /** Add a link; those that have expired by `now` (ms since 1970) go. */
    readonly addLink: (link: OneTimeLink, now: number) => Stored;
    readonly link: (digest: string) => Effect.Effect<OneTimeLink | null, JournalError>;
    /** Use a link up: true for the first who does, false for everybody else. */
    readonly takeLink: (digest: string) => Effect.Effect<boolean, JournalError>;
    /** Newest first. */
    readonly signingKeys: Effect.Effect<ReadonlyArray<SigningKey>, JournalError>;
    /** Add a signing key; those older than `since` (ms since 1970) go. */
    readonly addSigningKey: (key: SigningKey, since: number) => Stored;
  }
>() {}
