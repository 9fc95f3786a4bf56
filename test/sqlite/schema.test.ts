import { readdirSync, writeFileSync } from "node:fs";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { database } from "../../src/adapters/sqlite/database.ts";
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
