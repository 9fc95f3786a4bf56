import { renameSync, rmSync, statSync } from "node:fs";
import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect, Exit, Scope } from "effect";
import type { Replacement } from "../../ports/Replacement.ts";
import { keepPrivate } from "./keepPrivate.ts";

/** How to open a database, and whether that has made it. */
export type Opening = Effect.Effect<
  { readonly sql: SqliteClient.SqliteClient; readonly isNew: boolean },
  unknown,
  Scope.Scope
>;

/** A connection that is opened on first use, and again on the first use after it was closed. */
interface Connection {
  readonly get: Effect.Effect<SqliteClient.SqliteClient, unknown>;
  readonly close: Effect.Effect<void>;
  /** If the file has been deleted, moved away or replaced since it was opened, go on with one that is in its place. */
  readonly putBack: Effect.Effect<void>;
}

interface Held {
  readonly sql: SqliteClient.SqliteClient;
  readonly scope: Scope.CloseableScope;
  readonly identities: Identities;
}

/** Devices and inodes, which are unique while in use; null: there is no such file. */
interface Identities {
  readonly whole: string | null;
  /** Of the write-ahead log, which has what is not in the database yet. */
  readonly log: string | null;
}

const identityOf = (file: string): string | null => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
};

const identitiesOf = (file: string): Identities => ({
  whole: identityOf(file),
  log: identityOf(`${file}-wal`),
});

const isInPlace = (file: string, { whole, log }: Identities): boolean =>
  identityOf(file) === whole && (log === null || identityOf(`${file}-wal`) === log);

const restored = (file: string): Replacement => ({
  isComplete: true,
  reason: `the database ${file} was deleted or moved under the daemon; it was made again with all of its content`,
});

const replaced = (file: string): Replacement => ({
  isComplete: false,
  reason: `the database ${file} was replaced by another one under the daemon, which goes on with that one: what was in the former is not in it, except the tree and the states of its children`,
});

const begunAnew = (file: string): Replacement => ({
  isComplete: false,
  reason: `the database ${file} was gone, and a new one was made: the tree and the states of its children are in it, earlier events, revisions, users and API keys are not`,
});

/** The connection to a file. `tell`: called when another file has taken its place. */
export const connectionTo = (
  file: string,
  open: Opening,
  tell: (replacement: Replacement) => void,
): Effect.Effect<Connection, never, Scope.Scope> =>
  Effect.gen(function* () {
    const own = yield* Effect.scope;
    let held: Held | null = null;
    let attempts = 0;
    const close = Effect.suspend(() => {
      const closing = held;
      held = null;
      return closing ? Scope.close(closing.scope, Exit.void) : Effect.void;
    });
    const get = Effect.suspend(() =>
      held
        ? Effect.succeed(held.sql)
        : Effect.gen(function* () {
            attempts += 1;
            const isFirst = attempts === 1;
            const scope = yield* Scope.make();
            const { sql, isNew } = yield* Scope.extend(open, scope).pipe(
              Effect.onError(() => Scope.close(scope, Exit.void)),
            );
            held = { sql, scope, identities: identitiesOf(file) };
            if (isNew && !isFirst) tell(begunAnew(file));
            return sql;
          }),
    );
    const reopen = (replacement: Replacement) =>
      close.pipe(Effect.andThen(get), Effect.andThen(Effect.sync(() => tell(replacement))));
    const putBack = Effect.suspend(() => {
      if (held === null || isInPlace(file, held.identities)) return Effect.void;
      const { whole } = held.identities;
      const found = identityOf(file);
      if (found !== null && found !== whole) return reopen(replaced(file));
      return Effect.gen(function* () {
        const copy = `${file}.restored`;
        yield* copyOf(held?.sql, copy);
        yield* close;
        yield* Effect.sync(() => {
          for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
          renameSync(copy, file);
        });
        yield* reopen(restored(file));
      });
      // The disk may be full, or the folder missing. The file that is open is used meanwhile, though it has no name.
    }).pipe(Effect.catchAllCause(() => Effect.void));
    yield* Scope.addFinalizer(own, Effect.zipRight(putBack, close));
    return { get, close, putBack };
  });

/** Copy an open database. It can be read and written as long as it is open, whether or not its file has a name. */
const copyOf = (sql: SqliteClient.SqliteClient | undefined, copy: string): Effect.Effect<unknown, unknown> =>
  sql === undefined
    ? Effect.fail(new Error("the database is not open"))
    : Effect.andThen(
        Effect.sync(() => {
          rmSync(copy, { force: true });
          keepPrivate(copy);
        }),
        sql.unsafe(`VACUUM INTO '${copy.replaceAll("'", "''")}'`),
      );
