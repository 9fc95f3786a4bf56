import { existsSync } from "node:fs";
import { join } from "node:path";
import { SqliteClient } from "@effect/sql-sqlite-node";
import { Cause, Context, Effect, Exit, Layer } from "effect";
import { inTrouble } from "../../adapters/sqlite/file/database.ts";
import { migrations } from "../../adapters/sqlite/file/schema.ts";
import { leftLayer } from "../../adapters/sqlite/store.ts";
import type { TreeSpec } from "../../domain/tree/ChildSpec.ts";
import { database } from "../../home/files.ts";
import { Revisions } from "../../ports/store/Revisions.ts";

/** The state of a home's database. */
interface DatabaseState {
  readonly file: string;
  /** The version of its schema; null: it can't be read. */
  readonly version: number | null;
  readonly knownVersion: number;
  /** What is damaged, or why it can't be opened; null: nothing. */
  readonly damage: string | null;
}

const check = (file: string) =>
  Effect.gen(function* () {
    const context = yield* Layer.build(
      SqliteClient.layer({ filename: file, readonly: true, disableWAL: true }),
    );
    const sql = Context.get(context, SqliteClient.SqliteClient);
    const [version] = yield* sql<{ user_version: number }>`PRAGMA user_version`;
    const found = yield* sql<{ quick_check: string }>`PRAGMA quick_check(1)`;
    const [first] = found.map(({ quick_check }) => quick_check);
    return { version: version?.user_version ?? null, damage: first === "ok" ? null : (first ?? "no answer") };
  }).pipe(Effect.scoped);

/** Check a home's database without writing to it; null: there is none. */
export const databaseState = async (home: string): Promise<DatabaseState | null> => {
  const file = join(home, database);
  if (!existsSync(file)) return null;
  const knownVersion = migrations.length;
  const exit = await Effect.runPromiseExit(check(file));
  if (Exit.isSuccess(exit)) return { file, knownVersion, ...exit.value };
  const { message } = inTrouble(file, Cause.squash(exit.cause), { called: "it", meanwhile: "" });
  const damage = /can't be used: (.*?)[.;]/.exec(message)?.[1] ?? message;
  return { file, knownVersion, version: null, damage };
};

/** The tree of a home's last revision; null: it has none, or can't be read. */
export const lastTree = (home: string): Promise<TreeSpec | null> =>
  Effect.gen(function* () {
    const { list, get } = yield* Revisions;
    const last = (yield* list).at(-1);
    return last === undefined ? null : ((yield* get(last.number))?.tree ?? null);
  }).pipe(
    Effect.orElseSucceed(() => null),
    Effect.provide(leftLayer(home)),
    Effect.runPromise,
  );
