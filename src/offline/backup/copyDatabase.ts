import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Layer } from "effect";
import { inTrouble } from "../../adapters/sqlite/file/database.ts";
import { keepPrivate } from "../../adapters/sqlite/file/keepPrivate.ts";

/**
 * Copy a database as it is at one moment, whether or not a daemon writes to it, which is not held up. SQLite's backup
 * API would begin anew whenever another process has written. Rejects with what is wrong with the database.
 */
export const copyDatabase = (from: string, to: string): Promise<unknown> =>
  Effect.gen(function* () {
    keepPrivate(to);
    const context = yield* Layer.build(
      SqliteClient.layer({ filename: from, readonly: true, disableWAL: true }),
    );
    const sql = Context.get(context, SqliteClient.SqliteClient);
    yield* sql`PRAGMA busy_timeout = 5000`;
    yield* sql.unsafe(`VACUUM INTO '${to.replaceAll("'", "''")}'`);
  }).pipe(
    Effect.scoped,
    Effect.catchAllCause((cause) =>
      Effect.fail(inTrouble(from, Cause.squash(cause), { called: "the database", meanwhile: "" })),
    ),
    Effect.runPromise,
  );
