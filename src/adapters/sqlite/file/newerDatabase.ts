import { existsSync } from "node:fs";
import { join } from "node:path";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Context, Effect, Layer } from "effect";
import { database } from "../../../home/files.ts";
import { writtenByNewer } from "../../../home/format.ts";
import { migrations } from "./schema.ts";

const versionOf = (file: string): Effect.Effect<number, unknown> =>
  Effect.gen(function* () {
    const context = yield* Layer.build(
      SqliteClient.layer({ filename: file, readonly: true, disableWAL: true }),
    );
    const sql = Context.get(context, SqliteClient.SqliteClient);
    const [found] = yield* sql<{ user_version: number }>`PRAGMA user_version`;
    return found?.user_version ?? 0;
  }).pipe(Effect.scoped);

/**
 * Why this version can't use a home, by the version of its database; null if it can, or if the database can't be read: its
 * user reports that. The format of the home is not enough, since new tables don't change it.
 */
export const newerDatabaseProblem = (home: string): Promise<string | null> => {
  const file = join(home, database);
  if (!existsSync(file)) return Promise.resolve(null);
  return versionOf(file).pipe(
    Effect.map((found) =>
      found <= migrations.length
        ? null
        : `${writtenByNewer(home, "database", { found, known: migrations.length })}: use that version, or choose another --home`,
    ),
    Effect.catchAllCause(() => Effect.succeed(null)),
    Effect.runPromise,
  );
};
