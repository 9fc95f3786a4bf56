import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect } from "effect";
import type { ApiKey, OneTimeLink, Rights, Session, SigningKey, User } from "../../domain/account/Account.ts";
import type { Accounts } from "../../ports/store/Accounts.ts";
import type { Ask } from "./file/database.ts";

/** A row stores the scope as JSON, and a boolean as 0 or 1. */
type Row<A extends Rights> = Omit<A, "scope" | "disabled"> & { readonly scope: string | null };
type KeyRow = Omit<Row<ApiKey>, "unattended"> & { readonly unattended: number };
type UserRow = Row<User> & { readonly disabled: number };

const scopeIn = ({ scope }: { readonly scope: string | null }): Rights["scope"] =>
  scope === null ? null : JSON.parse(scope);
const scopeText = ({ scope }: Rights): string | null => (scope === null ? null : JSON.stringify(scope));

const userIn = (row: UserRow): User => ({ ...row, scope: scopeIn(row), disabled: row.disabled !== 0 });
const keyIn = ({ unattended, ...row }: KeyRow): ApiKey => ({
  ...row,
  scope: scopeIn(row),
  ...(unattended === 0 ? {} : { unattended: true }),
});

const all = (sql: SqliteClient.SqliteClient) =>
  Effect.gen(function* () {
    const users = yield* sql<UserRow>`
      SELECT name, role, scope, created_at AS createdAt, created_by AS createdBy, disabled, password
      FROM user ORDER BY name`;
    const keys = yield* sql<KeyRow>`
      SELECT id, name, prefix, digest, role, scope, created_at AS createdAt, created_by AS createdBy,
             expires_at AS expiresAt, last_used_at AS lastUsedAt, unattended
      FROM api_key ORDER BY name`;
    const sessions = yield* sql<Session>`
      SELECT id, digest, user, created_at AS createdAt, last_used_at AS lastUsedAt, expires_at AS expiresAt,
             address, agent
      FROM session ORDER BY created_at, id`;
    return { users: users.map(userIn), keys: keys.map(keyIn), sessions };
  });

/** The accounts in a database. */
export const accountsIn = (use: Ask): typeof Accounts.Service => ({
  all: use(all),
  putUser: (user) =>
    use(
      (sql) => sql`
        INSERT OR REPLACE INTO user (name, role, scope, created_at, created_by, disabled, password)
        VALUES (${user.name}, ${user.role}, ${scopeText(user)}, ${user.createdAt}, ${user.createdBy},
                ${user.disabled ? 1 : 0}, ${user.password})`,
    ),
  removeUser: (name) =>
    use((sql) =>
      sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`DELETE FROM session WHERE user = ${name}`;
          yield* sql`DELETE FROM one_time_link WHERE user = ${name}`;
          yield* sql`DELETE FROM user WHERE name = ${name}`;
        }),
      ),
    ),
  putKey: (key) =>
    use(
      (sql) => sql`
        INSERT OR REPLACE INTO api_key
          (id, name, prefix, digest, role, scope, created_at, created_by, expires_at, last_used_at, unattended)
        VALUES (${key.id}, ${key.name}, ${key.prefix}, ${key.digest}, ${key.role}, ${scopeText(key)},
                ${key.createdAt}, ${key.createdBy}, ${key.expiresAt}, ${key.lastUsedAt},
                ${key.unattended ? 1 : 0})`,
    ),
  removeKey: (id) => use((sql) => sql`DELETE FROM api_key WHERE id = ${id}`),
  putSession: (session) =>
    use(
      (sql) => sql`
        INSERT OR REPLACE INTO session
          (id, digest, user, created_at, last_used_at, expires_at, address, agent)
        VALUES (${session.id}, ${session.digest}, ${session.user}, ${session.createdAt}, ${session.lastUsedAt},
                ${session.expiresAt}, ${session.address}, ${session.agent})`,
    ),
  removeSessions: (ids) =>
    use((sql) => sql.withTransaction(Effect.forEach(ids, (id) => sql`DELETE FROM session WHERE id = ${id}`))),
  addLink: ({ digest, purpose, user, createdBy, expiresAt }, now) =>
    use((sql) =>
      sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`DELETE FROM one_time_link WHERE expires_at <= ${now}`;
          yield* sql`INSERT INTO one_time_link (digest, purpose, user, created_by, expires_at)
                     VALUES (${digest}, ${purpose}, ${user}, ${createdBy}, ${expiresAt})`;
        }),
      ),
    ),
  link: (digest) =>
    Effect.map(
      use(
        (sql) => sql<OneTimeLink>`
          SELECT digest, purpose, user, created_by AS createdBy, expires_at AS expiresAt
          FROM one_time_link WHERE digest = ${digest}`,
      ),
      ([found]) => found ?? null,
    ),
  takeLink: (digest) =>
    Effect.map(
      use((sql) => sql`DELETE FROM one_time_link WHERE digest = ${digest} RETURNING digest`),
      (taken) => taken.length > 0,
    ),
  signingKeys: use(
    (sql) => sql<SigningKey>`
      SELECT id, created_at AS createdAt, public_key AS publicKey, private_key AS privateKey
      FROM signing_key ORDER BY created_at DESC`,
  ),
  addSigningKey: ({ id, createdAt, publicKey, privateKey }, since) =>
    use((sql) =>
      sql.withTransaction(
        Effect.gen(function* () {
          yield* sql`DELETE FROM signing_key WHERE created_at < ${since}`;
          yield* sql`INSERT INTO signing_key (id, created_at, public_key, private_key)
                     VALUES (${id}, ${createdAt}, ${publicKey}, ${privateKey})`;
        }),
      ),
    ),
});
