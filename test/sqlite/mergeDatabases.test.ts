// Version 0.1 had a journal and a store of revisions, each in a file of its own; a revision and the event that tells of it
// could not be written together.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { mergeDatabases } from "../../src/adapters/sqlite/file/mergeDatabases.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { revisionOf } from "../../src/daemon/revisionOf.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");
const fixture = join(import.meta.dirname, "../fixtures/stored/0.1/home");
const copyFixture = (): void => {
  for (const name of ["journal.db", "journal.db-told", "revisions.db"])
    cpSync(join(fixture, name), join(place.folder, name));
};

const merge = (commit = () => {}) => Effect.runPromise(Effect.either(mergeDatabases(place.folder, commit)));
const names = (): ReadonlyArray<string> => readdirSync(place.folder).sort();

const everything = Effect.gen(function* () {
  const [journal, revisions] = [yield* Journal, yield* Revisions];
  const list = yield* revisions.list;
  return {
    entries: yield* journal.read({}),
    missing: yield* journal.completeAfter,
    remembered: yield* journal.recall,
    list,
    trees: yield* Effect.forEach(list, ({ number }) => revisions.get(number)),
    failed: yield* revisions.failed,
  };
});
const left = () => Effect.runPromise(Effect.provide(everything, sqlite.leftLayer(place.folder)));
const merged = () => Effect.runPromise(Effect.provide(everything, sqlite.layer({ file: place.file })));

describe("the databases of version 0.1", () => {
  it("can be read as they are", async () => {
    copyFixture();
    const { entries, remembered, trees, missing } = await left();
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.every(({ type }) => type !== "unknown")).toBe(true);
    expect(missing).toBe(0);
    expect(remembered.memories.length).toBeGreaterThan(10);
    expect(remembered.unreadable).toEqual([]);
    expect(trees.map((one) => one && revisionOf(one.tree))).toEqual(trees.map((one) => one?.revision));
  });

  it("are merged into one, with all their content, and kept under other names", async () => {
    copyFixture();
    const before = await left();
    expect(await merge()).toMatchObject({ _tag: "Right" });
    expect(await merged()).toEqual(before);
    expect(before.list).toHaveLength(3);
    expect(names().filter((name) => !name.startsWith("sentinel.db"))).toEqual([
      "journal.db.before-sentinel.db",
      "revisions.db.before-sentinel.db",
    ]);
  });

  it("continue the numbers of events and revisions", async () => {
    copyFixture();
    writeFileSync(join(place.folder, "journal.db-told"), `${"7000".padStart(20)}\n`);
    await merge();
    const [lastSeq, next] = await Effect.runPromise(
      Effect.gen(function* () {
        const [journal, revisions] = [yield* Journal, yield* Revisions];
        const known = yield* revisions.get(3);
        if (known) yield* revisions.add(known);
        return [yield* journal.lastSeq, (yield* revisions.list).at(-1)?.number] as const;
      }).pipe(Effect.provide(sqlite.layer({ file: place.file }))),
    );
    expect([lastSeq, next]).toEqual([7000, 4]);
  });

  it("may lack tables if they are old", async () => {
    const journal = new Database(join(place.folder, "journal.db"));
    journal.exec(`
      CREATE TABLE entry (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
      ) STRICT;
      CREATE INDEX entry_subject ON entry (subject, seq);
      INSERT INTO entry VALUES (1, '2026-01-01T00:00:00.000Z', 'daemon', '',
        '{"type":"daemon","at":"2026-01-01T00:00:00.000Z","subject":"","by":"system","action":"started","reason":"x"}');
      PRAGMA user_version = 1;`);
    journal.close();
    expect(await merge()).toMatchObject({ _tag: "Right" });
    const { entries, remembered, list, failed } = await merged();
    expect(entries).toMatchObject([{ seq: 1, type: "daemon", action: "started" }]);
    expect([remembered.memories, list, failed]).toEqual([[], [], []]);
  });

  it("are merged even after a daemon was killed during the merge", async () => {
    const source = join(place.folder, "killed");
    mkdirSync(source);
    cpSync(join(fixture, "journal.db"), join(source, "journal.db"));
    const journal = new Database(join(source, "journal.db"));
    journal.exec("PRAGMA journal_mode = WAL");
    journal.exec("INSERT INTO entry VALUES (900, '2026-01-01T00:00:00.000Z', 'note', '', 'x')");
    for (const name of ["journal.db", "journal.db-wal"]) cpSync(join(source, name), join(place.folder, name));
    journal.close();
    await merge();
    expect((await merged()).entries.at(-1)).toMatchObject({ seq: 900 });
  });

  it("are left unchanged if one of them is damaged, and older versions can still use them", async () => {
    copyFixture();
    writeFileSync(
      join(place.folder, "revisions.db"),
      "this is not a database, but it is somebody's".repeat(50),
    );
    const before = names().map((name) => readFileSync(join(place.folder, name)).toString("base64"));
    let isCommitted = false;
    const result = await merge(() => {
      isCommitted = true;
    });
    expect(result).toMatchObject({
      left: {
        message: `the database ${join(place.folder, "revisions.db")} can't be used: it is not a readable database; move it away and a new one is made. What runs goes on without a daemon.`,
      },
    });
    expect(isCommitted).toBe(false);
    const after = names().filter((name) => !name.startsWith("sentinel.db"));
    expect(after.map((name) => readFileSync(join(place.folder, name)).toString("base64"))).toEqual(before);
    expect(existsSync(place.file)).toBe(false);
  });
});

describe("a home with nothing to merge", () => {
  it("gets no database from it, but older versions are still locked out", async () => {
    let isCommitted = false;
    await merge(() => {
      isCommitted = true;
    });
    expect([isCommitted, names()]).toEqual([true, []]);
  });

  it("keeps its database", async () => {
    copyFixture();
    await merge();
    const before = await merged();
    // A daemon that was killed before it had put them aside.
    copyFixture();
    expect(await merge()).toMatchObject({ _tag: "Right" });
    expect(await merged()).toEqual(before);
    expect(names().filter((name) => /^(journal|revisions)\.db$/.test(name))).toEqual([]);
  });
});
