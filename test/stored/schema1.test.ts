// The first schema of `sentinel.db` has no accounts. A home of it can be read without a daemon, and a daemon adds them.
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { migrations } from "../../src/adapters/sqlite/file/schema.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { Accounts } from "../../src/ports/store/Accounts.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Revisions } from "../../src/ports/store/Revisions.ts";
import { forEachTest } from "../sqlite/database.ts";

const place = forEachTest("sentinel.db");
const fixture = join(import.meta.dirname, "../fixtures/stored/schema-1/sentinel.db");

const everything = Effect.gen(function* () {
  const [journal, revisions] = [yield* Journal, yield* Revisions];
  return { entries: yield* journal.read({}), list: yield* revisions.list };
});

describe("a database of the first schema", () => {
  it("is read without a daemon as it is, and with one after accounts were added and a copy was made", async () => {
    cpSync(fixture, place.file);
    const left = await Effect.runPromise(Effect.provide(everything, sqlite.leftLayer(place.folder)));
    expect([left.entries.length, left.list.length]).toEqual([29, 3]);
    expect(existsSync(`${place.file}.before-${migrations.length}`)).toBe(false);
    const taken = Effect.all([everything, Effect.flatMap(Accounts, ({ all }) => all)]);
    const [now, accounts] = await Effect.runPromise(
      Effect.provide(taken, sqlite.layer({ file: place.file })),
    );
    expect(now).toEqual(left);
    expect(accounts).toEqual({ users: [], keys: [], sessions: [] });
    expect(existsSync(`${place.file}.before-${migrations.length}`)).toBe(true);
  });
});
