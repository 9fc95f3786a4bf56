import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer, Scope } from "effect";

/** A file that is held until it is released, or until its holder's process has ended. */
interface Lock {
  readonly release: () => Promise<void>;
}

/**
 * Hold a file that one process at a time can hold; null when another does. Rejects when it can't be locked.
 * The kernel is the keeper: a lock on the file (fcntl(2), which Node can't take but SQLite does) ends with the
 * process, however that ends, so nobody has to tell a stale lock from a fresh one. Children don't inherit it.
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
    // Whoever holds it will not be done soon.
    yield* sql`PRAGMA busy_timeout = 0`;
    yield* sql`BEGIN EXCLUSIVE`;
  });

/** SQLite's own code stands in the innermost cause. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && ("code" in error ? error.code === "SQLITE_BUSY" : isBusy(error.cause));
