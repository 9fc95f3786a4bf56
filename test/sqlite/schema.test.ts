import { chmodSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { database } from "../../src/adapters/sqlite/file/database.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("a.db");
const purpose = { called: "the list", meanwhile: "" };
const first = ["CREATE TABLE one (n INTEGER)", "INSERT INTO one VALUES (1)"];
const second = ["CREATE TABLE two (n INTEGER)", "INSERT INTO two SELECT n + 1 FROM one"];

const numbersIn = (file: string, table: string, migrations: ReadonlyArray<ReadonlyArray<string>>) =>
  Effect.flatMap(database({ file, access: { migrations } }), (askFor) =>
    askFor(purpose)((sql) => sql<{ n: number }>`SELECT n FROM ${sql(table)}`),
  ).pipe(Effect.scoped, Effect.runPromise);

describe("a database with an older schema", () => {
  // A daemon that was killed between the copy and the change had left the copy: no daemon could make it again, so none
  // could use the database any more.
  it("is copied, replacing the copy of a killed daemon, and gets the missing steps", async () => {
    await numbersIn(place.file, "one", [first]);
    writeFileSync(`${place.file}.before-2`, "the copy of a daemon that was killed");
    expect(await numbersIn(place.file, "two", [first, second])).toEqual([{ n: 2 }]);
    const copy = new Database(`${place.file}.before-2`);
    expect(copy.prepare("PRAGMA user_version").all()).toEqual([{ user_version: 1 }]);
    expect(copy.prepare("SELECT n FROM one").all()).toEqual([{ n: 1 }]);
    copy.close();
  });

  it("is left unchanged if a step fails", async () => {
    await numbersIn(place.file, "one", [first]);
    await expect(numbersIn(place.file, "one", [first, [...second, "no SQL"]])).rejects.toThrow("the list");
    expect(await numbersIn(place.file, "one", [first])).toEqual([{ n: 1 }]);
  });
});

describe("a database", () => {
  const modes = () =>
    Object.fromEntries(
      readdirSync(place.folder).map((name) => [name, statSync(join(place.folder, name)).mode & 0o777]),
    );

  it("is readable by its owner alone, and so is all that SQLite keeps beside it, whatever the umask is", async () => {
    const before = process.umask(0);
    try {
      const whileOpen = await Effect.flatMap(
        database({ file: place.file, access: { migrations: [first] } }),
        (askFor) =>
          Effect.map(
            askFor(purpose)((sql) => sql`INSERT INTO one VALUES (2)`),
            modes,
          ),
      ).pipe(Effect.scoped, Effect.runPromise);
      expect(whileOpen).toEqual({ "a.db": 0o600, "a.db-shm": 0o600, "a.db-wal": 0o600 });
      await numbersIn(place.file, "two", [first, second]);
      expect(Object.values(modes())).toEqual([0o600, 0o600]);
    } finally {
      process.umask(before);
    }
  });

  it("of an older version is closed to others when it is opened", async () => {
    await numbersIn(place.file, "one", [first]);
    writeFileSync(`${place.file}-wal`, "", { mode: 0o644 });
    chmodSync(place.file, 0o644);
    await numbersIn(place.file, "one", [first]);
    expect(Object.values(modes()).every((mode) => mode === 0o600)).toBe(true);
  });

  it("is not copied if it is new", async () => {
    await numbersIn(place.file, "two", [first, second]);
    expect(readdirSync(place.folder).filter((name) => name.includes("before"))).toEqual([]);
  });

  it("that was written by a newer version is rejected", async () => {
    await numbersIn(place.file, "two", [first, second]);
    await expect(numbersIn(place.file, "one", [first])).rejects.toThrow("written by a newer Sentinel");
  });

  // One row that could not be read closed the connection that all others share, and was explained as SQLite's trouble.
  it("stays open if its content is invalid, and reports whose error it is", async () => {
    const seen = await Effect.flatMap(
      database({ file: place.file, access: { migrations: [first] } }),
      (askFor) => {
        const ask = askFor(purpose);
        return Effect.gen(function* () {
          yield* ask((sql) => sql`CREATE TEMP TABLE of_this_connection (n INTEGER)`);
          const error = yield* Effect.flip(ask(() => Effect.fail(new Error("not readonly"))));
          const rows = yield* ask((sql) => sql`SELECT n FROM of_this_connection`);
          return { error, rows };
        });
      },
    ).pipe(Effect.scoped, Effect.runPromise);
    expect(seen.error.message).toBe(`the list ${place.file}: Error: not readonly`);
    expect(seen.rows).toEqual([]);
  });
});
