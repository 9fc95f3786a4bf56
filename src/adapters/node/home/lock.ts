import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Scope } from "effect";

/** A file lock, held until it is released or its process ends. */
export interface Lock {
  readonly release: () => Promise<void>;
}

/**
 * Lock a file exclusively; null if another process holds the lock. Rejects if it can't be locked. The lock is the
 * kernel's (fcntl(2), which Node lacks but SQLite uses): it ends with the process, however that ends, so there are no
 * stale locks. Children don't inherit it.
 */
export const holdFile = async (filename: string): Promise<Lock | null> => {
  const scope = Effect.runSync(Scope.make());
  const release = (): Promise<void> => Effect.runPromise(Scope.close(scope, Exit.void));
  const held = await Effect.runPromiseExit(Scope.extend(hold(filename), scope));
  if (Exit.isSuccess(held)) return { release };
  await release();
  const error = Cause.squash(held.cause);
  if (isBusy(error)) return null;
  throw error;
};

const hold = (filename: string): Effect.Effect<void, unknown, Scope.Scope> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(SqliteClient.layer({ filename, disableWAL: true }));
    const sql = Context.get(context, SqliteClient.SqliteClient);
    // The holder will not release it soon.
    yield* sql`PRAGMA busy_timeout = 0`;
    yield* sql`BEGIN EXCLUSIVE`;
  });

/** The innermost cause has SQLite's own code. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && ("code" in error ? error.code === "SQLITE_BUSY" : isBusy(error.cause));
