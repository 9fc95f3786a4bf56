import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Journal.ts";
import * as sqlite from "../../src/adapters/sqlite/Journal.ts";
import type { JournalEntry } from "../../src/domain/Event.ts";
import type { Memory } from "../../src/domain/Memory.ts";
import { Journal, type JournalPage } from "../../src/ports/Journal.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("journal.db");

const entry = (seq: number, subject: string): JournalEntry => ({
  seq,
  type: "transition",
  at: "2026-01-01T00:00:00.000Z",
  subject,
  by: "system",
  run: 1,
  from: "starting",
  to: "running",
  reason: "alive",
});

const using = <A, E>(
  layer: Layer.Layer<Journal>,
  use: (journal: typeof Journal.Service) => Effect.Effect<A, E>,
) => Effect.runPromise(Effect.provide(Effect.flatMap(Journal, use), layer));

const subjects = ["web", "website", "web/api", "web#1", "web/api/x", "we"];
const all = subjects.map((subject, index) => entry(index + 1, subject));

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the journal in ${name}`, () => {
    it("gives back what was written, in order", async () => {
      const read = await using(layer(), (journal) =>
        Effect.zipRight(journal.write(batch(all)), journal.read({})),
      );
      expect(read).toEqual(all);
    });

    it("reads a child with everything under it and nothing that is only called alike", async () => {
      const read = await using(layer(), (journal) =>
        Effect.zipRight(journal.write(batch(all)), journal.read({ within: "web" })),
      );
      expect(read.map(({ subject }) => subject)).toEqual(["web", "web/api", "web#1", "web/api/x"]);
    });

    it("reads the newest, and what came after a number", async () => {
      const read = await using(layer(), (journal) =>
        Effect.zipRight(
          journal.write(batch(all)),
          Effect.all([journal.read({ last: 2 }), journal.read({ after: 4 }), journal.lastSeq]),
        ),
      );
      expect(read[0].map(({ seq }) => seq)).toEqual([5, 6]);
      expect(read[1].map(({ seq }) => seq)).toEqual([5, 6]);
      expect(read[2]).toBe(6);
    });
  });
}

/** All that a journal has of some children behind a number, page by page, and how large the pages were. */
const pages = (journal: typeof Journal.Service, after: number, within: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const found: Array<number> = [];
    const sizes: Array<number> = [];
    for (let from: number | null = after; from !== null; ) {
      const page: JournalPage = yield* journal.page({ after: from, within });
      found.push(...page.entries.map(({ seq }) => seq));
      sizes.push(page.entries.length);
      from = page.next;
    }
    return { found, largest: Math.max(...sizes) };
  });

// All of it was read into memory at once: 130 MB for half a million entries.
describe("a journal that is read page by page", () => {
  const many = Array.from({ length: 12_000 }, (_, index) =>
    entry(index + 1, index % 1000 === 0 ? "rare" : index % 2 === 0 ? "web/api" : "web"),
  );
  const inMany = <A, E>(use: (journal: typeof Journal.Service) => Effect.Effect<A, E>) =>
    using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.zipRight(journal.write(batch(many)), use(journal)),
    );
  const numbersOf = (isMeant: (subject: string) => boolean) =>
    many.flatMap(({ seq, subject }) => (isMeant(subject) ? [seq] : []));

  it.each([
    ["all", [""], () => true],
    ["a child that is seldom heard of", ["rare"], (subject: string) => subject === "rare"],
    ["one with many entries", ["web/api"], (subject: string) => subject === "web/api"],
    ["several", ["rare", "web"], () => true],
    ["nobody", ["we"], () => false],
  ] as const)("gives each entry of %s once, in order, and the newest", (_, within, isMeant) =>
    inMany((journal) =>
      Effect.gen(function* () {
        const expected = numbersOf(isMeant);
        const { found, largest } = yield* pages(journal, 0, within);
        expect(found).toEqual(expected);
        expect(largest).toBeLessThanOrEqual(1000);
        for (const last of [1, 7, 1500, 50_000]) {
          const start = yield* journal.startOf(last, within);
          expect((yield* pages(journal, start, within)).found).toEqual(expected.slice(-last));
        }
      }),
    ),
  );
});

describe("a number that is promised", () => {
  it("is passed over, by the next daemon too, and what is written later goes beyond it", async () => {
    const layer = () => sqlite.layer({ file: place.file });
    const first = await using(layer(), (journal) =>
      Effect.zipRight(
        journal.write(batch([entry(1, "a")])),
        Effect.zipRight(journal.promise(7), journal.lastSeq),
      ),
    );
    const later = await using(layer(), (journal) =>
      Effect.all([journal.lastSeq, journal.write(batch([entry(8, "a")])), journal.lastSeq]),
    );
    expect([first, later]).toEqual([7, [7, undefined, 8]]);
  });

  it("can be promised beside a database that can't be used", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch([entry(1, "a")])));
    const good = readFileSync(place.file);
    writeFileSync(place.file, "no database");
    await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.zipRight(Effect.flip(journal.lastSeq), journal.promise(9)),
    );
    writeFileSync(place.file, good);
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.lastSeq)).toBe(9);
  });
});

const memoryOf = (path: string, state: Memory["state"] = "running"): Memory => ({
  path,
  state,
  run: 3,
  reason: "alive",
  by: "system",
  since: "2026-01-01T00:00:00.000Z",
  nextAttemptAt: null,
  restarted: 2,
  lastExit: {
    run: 2,
    code: null,
    signal: "SIGKILL",
    reason: "killed by SIGKILL",
    at: "2026-01-01T00:00:00.000Z",
  },
  startedAt: null,
  stop: { purpose: "request", mode: "ordered", isAsked: true },
  standing: "up",
  wanted: "up",
  streak: 1,
  refusals: 0,
  counted: [{ child: "a", at: 1_700_000_000_000 }],
  window: [],
});
const remember = (...memories: ReadonlyArray<Memory>) => ({ entries: [], memories, forgotten: [] });

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`what is remembered of nodes in ${name}`, () => {
    it("is given back, the newest of each, without what was forgotten", async () => {
      const recalled = await using(layer(), (journal) =>
        Effect.gen(function* () {
          yield* journal.write(remember(memoryOf("a"), memoryOf("b"), memoryOf("")));
          yield* journal.write(remember(memoryOf("a", "failed")));
          yield* journal.write({ entries: [], memories: [memoryOf("c")], forgotten: ["b", "never was"] });
          return yield* journal.recall;
        }),
      );
      expect([...recalled].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
        memoryOf(""),
        memoryOf("a", "failed"),
        memoryOf("c"),
      ]);
    });

    it("is nothing in a new journal", async () => {
      expect(await using(layer(), (journal) => journal.recall)).toEqual([]);
    });
  });
}

describe("what is remembered of nodes", () => {
  it("is still there for the next daemon", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(remember(memoryOf("a"))));
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.recall)).toEqual([
      memoryOf("a"),
    ]);
  });

  it("is written with the entries or not at all", async () => {
    const recalled = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.gen(function* () {
        yield* journal.write({ entries: [entry(1, "a")], memories: [memoryOf("a")], forgotten: [] });
        const twice = [entry(2, "a"), entry(1, "a")];
        yield* Effect.flip(
          journal.write({
            entries: twice,
            memories: [memoryOf("a", "failed"), memoryOf("b")],
            forgotten: [],
          }),
        );
        return [yield* journal.recall, yield* journal.lastSeq] as const;
      }),
    );
    expect(recalled).toEqual([[memoryOf("a")], 1]);
  });

  it("is left out where it can't be understood", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(remember(memoryOf("a"))));
    const other = new Database(place.file);
    other.exec(
      `INSERT INTO memory VALUES ('b', 'half a'), ('c', '{"path":"c","state":"asleep"}'), ('d', 'null')`,
    );
    other.close();
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.recall)).toEqual([
      memoryOf("a"),
    ]);
  });

  it("finds its place in a file that was made before anything was remembered, beside the entries", async () => {
    const other = new Database(place.file);
    other.exec(`
      CREATE TABLE entry (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, event TEXT NOT NULL
      ) STRICT;
      CREATE INDEX entry_subject ON entry (subject, seq);
      PRAGMA user_version = 1;`);
    for (const { seq, ...event } of all) {
      const values = [event.at, event.type, event.subject, JSON.stringify(event)].map((text) => `'${text}'`);
      other.exec(`INSERT INTO entry VALUES (${seq}, ${values.join(", ")})`);
    }
    other.close();
    // A daemon that was killed between this copy and the change of the schema had left the copy: no daemon could
    // make it again, so none could use the journal any more.
    writeFileSync(`${place.file}.before-2`, "the copy of a daemon that was killed");
    const seen = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.gen(function* () {
        yield* journal.write({ entries: [entry(7, "a")], memories: [memoryOf("a")], forgotten: [] });
        return [yield* journal.read({}), yield* journal.recall] as const;
      }),
    );
    expect(seen).toEqual([[...all, entry(7, "a")], [memoryOf("a")]]);
    expect(await using(sqlite.layer({ file: `${place.file}.before-2` }), ({ read }) => read({}))).toEqual(
      all,
    );
  });
});

// A child that crashed once a second took some 100 MB a day, for ever.
describe("a journal of which so much is kept", () => {
  // The step of the schema for it would have been one that the older daemon, back in charge, could not read any more.
  it("can be gone on with by a Sentinel that keeps everything, and is not copied for it", async () => {
    const write = (one: JournalEntry) =>
      using(sqlite.layer({ file: place.file }), (journal) =>
        journal.write({ entries: [one], memories: [], forgotten: [] }),
      );
    await write(entry(1, "a"));
    const older = new Database(place.file);
    expect(older.prepare("PRAGMA user_version").all()).toEqual([{ user_version: 2 }]);
    older.exec("DROP TABLE thinned");
    older.close();
    await write(entry(2, "a"));
    const { seen, upTo } = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.all({ seen: journal.read({}), upTo: journal.completeAfter }),
    );
    expect([seen, upTo]).toEqual([[entry(1, "a"), entry(2, "a")], 0]);
    expect(readdirSync(dirname(place.file)).filter((name) => name.includes("before"))).toEqual([]);
  });

  const kept = 500;
  const byHand = (seq: number): JournalEntry => ({ ...entry(seq, "a"), by: "user:me" });
  const ofTheTree = (seq: number): JournalEntry => ({
    seq,
    type: "revision",
    at: "2026-01-01T00:00:00.000Z",
    subject: "",
    by: "file",
    revision: "sha256:1",
    reason: "the file changed",
  });
  /** Every hundredth entry is of a person's doing, and every thousandth a revision. */
  const made = (seq: number): JournalEntry =>
    seq % 1000 === 50 ? ofTheTree(seq) : seq % 100 === 0 ? byHand(seq) : entry(seq, `c${seq % 7}`);
  const fill = (journal: typeof Journal.Service, from: number, to: number) =>
    Effect.gen(function* () {
      for (let first = from; first <= to; first += 7)
        yield* journal.write(
          batch(Array.from({ length: Math.min(7, to - first + 1) }, (_, index) => made(first + index))),
        );
    });
  const bounded = () => sqlite.layer({ file: place.file, kept });

  it("has the newest entries, and of older ones what people did and what concerns the tree", async () => {
    const { read, upTo } = await using(bounded(), (journal) =>
      Effect.gen(function* () {
        yield* fill(journal, 1, 3_450);
        return { read: yield* journal.read({}), upTo: yield* journal.completeAfter };
      }),
    );
    expect(upTo).toBeGreaterThan(2_400);
    const seqs = read.map(({ seq }) => seq);
    const newest = Array.from({ length: 3_450 - upTo }, (_, index) => upTo + index + 1);
    expect(seqs.filter((seq) => seq > upTo)).toEqual(newest);
    expect(newest.length).toBeGreaterThanOrEqual(kept);
    expect(newest.length).toBeLessThan(kept + 1_010);
    const old = read.filter(({ seq }) => seq <= upTo);
    expect(old.map(({ seq }) => seq)).toContain(100);
    expect(old.map(({ seq }) => seq)).toContain(1_050);
    for (const one of old) expect(one.type === "transition" ? one.by : "user:me").toBe("user:me");
  });

  it("keeps those no longer than ten times as many entries", async () => {
    const read = await using(bounded(), (journal) =>
      Effect.zipRight(fill(journal, 1, 8_020), journal.read({})),
    );
    expect(read[0]?.seq).toBeGreaterThan(2_000);
    expect(read.length).toBeLessThan(kept + 1_010 + 80);
  });

  it("goes on with its numbers, and never gives one twice", async () => {
    await using(bounded(), (journal) => fill(journal, 1, 3_000));
    const seen = await using(bounded(), (journal) =>
      Effect.all([journal.lastSeq, journal.read({ after: 2_990 }), journal.read({ within: "c1", last: 2 })]),
    );
    expect(seen[0]).toBe(3_000);
    expect(seen[1].map(({ seq }) => seq)).toEqual([
      2_991, 2_992, 2_993, 2_994, 2_995, 2_996, 2_997, 2_998, 2_999, 3_000,
    ]);
    expect(seen[2]).toHaveLength(2);
  });

  it("that has grown without a bound comes down to it bit by bit", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => fill(journal, 1, 5_000));
    const upTo = await using(bounded(), (journal) =>
      Effect.gen(function* () {
        const seen = [yield* journal.completeAfter];
        for (let from = 5_001; from < 9_000; from += 1_000) {
          yield* fill(journal, from, from + 999);
          seen.push(yield* journal.completeAfter);
        }
        return seen;
      }),
    );
    expect(upTo).toEqual([0, 2_000, 4_000, 6_000, 8_000]);
  });
});

const batch = (entries: ReadonlyArray<JournalEntry>) => ({ entries, memories: [], forgotten: [] });

describe("a journal's file", () => {
  it("is still there for the next daemon", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch(all)));
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.lastSeq)).toBe(6);
  });

  it("that is no database is left as it is, and the message says what to do", async () => {
    writeFileSync(place.file, "this is not a database, but it is somebody's file".repeat(50));
    const before = readFileSync(place.file);
    const error = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.flip(journal.write(batch(all))),
    );
    expect(error.message).toContain(place.file);
    expect(error.message).toContain("move it away");
    expect(readFileSync(place.file).equals(before)).toBe(true);
  });

  it("whose pages are damaged gives an error, not wrong entries", async () => {
    const many = Array.from({ length: 3000 }, (_, index) => entry(index + 1, "web/api"));
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch(many)));
    const bytes = readFileSync(place.file);
    bytes.fill(0xff, 4096 * 3, 4096 * 12);
    writeFileSync(place.file, bytes);
    const error = await using(sqlite.layer({ file: place.file }), (journal) => Effect.flip(journal.read({})));
    expect(error.message).toContain("move it away");
  });

  it("that another program holds locked works again once it is let go", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch(all)));
    const other = new Database(place.file);
    other.exec("BEGIN EXCLUSIVE");
    const seen = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(journal.write(batch([entry(7, "a")])));
        other.exec("ROLLBACK");
        other.close();
        yield* journal.write(batch([entry(7, "a")]));
        return [error.message, yield* journal.lastSeq] as const;
      }),
    );
    expect(seen[0]).toContain("locked");
    expect(seen[1]).toBe(7);
  });

  it("in a folder that does not exist says so, and is made once the folder is", async () => {
    const error = await using(sqlite.layer({ file: join(place.folder, "no", "journal.db") }), (journal) =>
      Effect.flip(journal.lastSeq),
    );
    expect(error.message).toMatch(/permissions of the file and its folder|does not exist/);
  });

  it("holds whole batches only, also when its writer is killed", async () => {
    const script = `
      const Database = require("better-sqlite3");
      const db = new Database(${JSON.stringify(place.file)});
      db.pragma("journal_mode = WAL");
      db.exec("BEGIN");
      db.prepare("INSERT INTO entry (seq, at, type, subject, event) VALUES (7, '', '', '', '{}')").run();
      process.kill(process.pid, "SIGKILL");`;
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch(all)));
    const { signal } = spawnSync(process.execPath, ["-e", script], {
      cwd: join(import.meta.dirname, "../.."),
    });
    expect(signal).toBe("SIGKILL");
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.lastSeq)).toBe(6);
  });
});
