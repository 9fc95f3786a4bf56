import { renameSync, rmSync, statSync } from "node:fs";
import type { SqliteClient } from "@effect/sql-sqlite-node";
import { Effect, Exit, Scope } from "effect";
import type { Replacement } from "../../../ports/home/Replacement.ts";
import { Beginning } from "../Beginning.ts";
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
  /**
   * If the file has been deleted, moved away or replaced since it was opened, go on with one that is in its place. If it
   * was overwritten, it is closed, and not opened again: SQLite would write on into what is left of it.
   */
  readonly putBack: Effect.Effect<void>;
}

interface Held {
  readonly sql: SqliteClient.SqliteClient;
  readonly scope: Scope.CloseableScope;
  readonly identities: Identities;
  readonly beginning: Beginning;
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

const overwritten = (file: string): Replacement => ({
  isComplete: false,
  reason: `the database ${file} was overwritten under the daemon and can't be used any more; move it away and a new one is made`,
});

/** The connection to a file. `tell`: called when another file has to take its place, or has taken it. */
export const connectionTo = (
  file: string,
  open: Opening,
  tell: (replacement: Replacement) => void,
): Effect.Effect<Connection, never, Scope.Scope> =>
  Effect.gen(function* () {
    const own = yield* Effect.scope;
    let held: Held | null = null;
    /** One that was overwritten, while it is in its place. It is open, so that no other file can have its identity. */
    let refused: Held | null = null;
    let attempts = 0;
    const close = Effect.suspend(() => {
      const closing = held;
      held = null;
      return closing
        ? Effect.ensuring(
            Scope.close(closing.scope, Exit.void),
            Effect.sync(() => closing.beginning.close()),
          )
        : Effect.void;
    });
    const refuse = (one: Held) =>
      Effect.suspend(() => {
        held = null;
        refused = one;
        return Effect.ensuring(
          Scope.close(one.scope, Exit.void),
          Effect.sync(() => tell(overwritten(file))),
        );
      });
    const accept = (): void => {
      refused?.beginning.close();
      refused = null;
    };
    const get = Effect.suspend(() =>
      held
        ? Effect.succeed(held.sql)
        : Effect.gen(function* () {
            if (refused?.identities.whole === identityOf(file))
              return yield* Effect.fail(new Error("SQLITE_CORRUPT: it was overwritten under the daemon"));
            accept();
            attempts += 1;
            const isFirst = attempts === 1;
            const scope = yield* Scope.make();
            const { sql, isNew, beginning } = yield* Scope.extend(open, scope).pipe(
              Effect.map((opened) => ({ ...opened, beginning: new Beginning(file) })),
              Effect.onError(() => Scope.close(scope, Exit.void)),
            );
            held = { sql, scope, identities: identitiesOf(file), beginning };
            if (isNew && !isFirst) tell(begunAnew(file));
            return sql;
          }),
    );
    const reopen = (replacement: Replacement) =>
      close.pipe(Effect.andThen(get), Effect.andThen(Effect.sync(() => tell(replacement))));
    const putBack = Effect.suspend(() => {
      if (held === null) return Effect.void;
      if (isInPlace(file, held.identities)) return held.beginning.isOverwritten ? refuse(held) : Effect.void;
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
    yield* Scope.addFinalizer(
      own,
      Effect.zipRight(putBack, close).pipe(Effect.ensuring(Effect.sync(accept))),
    );
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
