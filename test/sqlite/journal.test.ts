import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Journal.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { type JournalEntry, printedEntry } from "../../src/domain/Event.ts";
import type { Memory } from "../../src/domain/stored/Memory.ts";
import { retentionOf } from "../../src/domain/stored/Retention.ts";
import { Journal, type JournalPage } from "../../src/ports/store/Journal.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

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
    it("returns what was written, in order", async () => {
      const read = await using(layer(), (journal) =>
        Effect.zipRight(journal.write(batch(all)), journal.read({})),
      );
      expect(read).toEqual(all);
    });

    it("reads a child with its descendants, but nothing with a similar name", async () => {
      const read = await using(layer(), (journal) =>
        Effect.zipRight(journal.write(batch(all)), journal.read({ within: "web" })),
      );
      expect(read.map(({ subject }) => subject)).toEqual(["web", "web/api", "web#1", "web/api/x"]);
    });

    it("reads the actions alone, newest first, of somebody or of one kind, before a number and in a time", async () => {
      const action = (seq: number, more: object = {}): JournalEntry => ({
        ...{ seq, type: "action", at: `2026-01-0${seq}T00:00:00.000Z`, subject: "web", by: "user:ann" },
        ...{ action: "stop", outcome: "done", reason: "stopped by hand", ...more },
      });
      const actions = [
        action(2),
        action(3, { by: "key:ci" }),
        action(5, { action: "login", account: "key:ci" }),
      ];
      const numbers = await using(layer(), (journal) =>
        Effect.gen(function* () {
          yield* journal.write(batch([entry(1, "web"), ...actions, entry(6, "web")]));
          expect((yield* journal.actions({ limit: 1 }))[0]).toEqual(actions[2]);
          const queries = [
            { limit: 9 },
            { limit: 2 },
            { limit: 9, before: 5 },
            { limit: 9, principal: "key:ci" },
            { limit: 9, action: "stop" },
            { limit: 9, since: "2026-01-03T00:00:00.000Z", until: "2026-01-04T00:00:00.000Z" },
          ];
          return yield* Effect.forEach(queries, (query) =>
            Effect.map(journal.actions(query), (found) => found.map(({ seq }) => seq)),
          );
        }),
      );
      expect(numbers).toEqual([[5, 3, 2], [5, 3], [3, 2], [5, 3], [3, 2], [3]]);
    });

    it("reads the newest entries, and those after a number", async () => {
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
describe("a journal that is read in pages", () => {
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
          const start = yield* journal.startOf({ last, within });
          expect((yield* pages(journal, start, within)).found).toEqual(expected.slice(-last));
        }
      }),
    ),
  );
});

// F18: `events` knew no times.
describe("the newest entries of a node itself", () => {
  it.each([
    ["memory", () => memory.layer],
    ["SQLite", () => sqlite.layer({ file: place.file })],
  ])("are read backwards, without those under it, in %s", async (_, layer) => {
    const entries = ["web", "web/api", "web", "webs", "web"].map((subject, index) =>
      entry(index + 1, subject),
    );
    const numbers = (journal: typeof Journal.Service, before?: number) =>
      Effect.map(journal.newestOf({ subject: "web", before, limit: 2 }), (found) =>
        found.map(({ seq }) => seq),
      );
    const found = await using(layer(), (journal) =>
      Effect.zipRight(
        journal.write(batch(entries)),
        Effect.all([numbers(journal), numbers(journal, 3), numbers(journal, 1)]),
      ),
    );
    expect(found).toEqual([[5, 3], [1], []]);
  });
});

describe("the exits of a node", () => {
  it.each([
    ["the database", () => sqlite.layer({ file: place.file })],
    ["memory", () => memory.layer],
  ])("are counted in %s, without those under it", async (_, layer) => {
    const exit = { exit: { code: null, signal: "SIGTERM" } };
    const entries = ["web", "web/api", "web", "webs", "web"].map((subject, index) => ({
      ...entry(index + 1, subject),
      at: new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      ...(index === 0 ? {} : exit),
    }));
    const from = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
    const found = await using(layer(), (journal) =>
      Effect.zipRight(
        journal.write(batch(entries)),
        Effect.all([
          journal.exitsOf("web", undefined),
          journal.exitsOf("web", from(3)),
          journal.exitsOf("db", undefined),
        ]),
      ),
    );
    expect(found).toEqual([
      { exits: 2, since: from(0), newest: 5 },
      { exits: 1, since: from(4), newest: 5 },
      { exits: 0, since: null, newest: 0 },
    ]);
  });
});

describe("the entries of a time range", () => {
  const minute = (count: number): string => new Date(Date.UTC(2026, 0, 1, 0, count)).toISOString();
  const timed = Array.from({ length: 7_000 }, (_, index) => ({
    ...entry(index + 1, index % 2 === 0 ? "web/api" : "db"),
    at: minute(index + 1),
  }));
  // What ended while no daemon lived, with the time of then.
  const late = { ...entry(7_001, "db"), at: minute(6_990) };
  const inTimed = <A, E>(use: (journal: typeof Journal.Service) => Effect.Effect<A, E>) =>
    using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.zipRight(journal.write(batch([...timed, late])), use(journal)),
    );

  it.each([
    ["all", [""], () => true],
    ["one child", ["db"], ({ subject }: JournalEntry) => subject === "db"],
  ] as const)("are found from both ends: %s", (_, within, isMeant) =>
    inTimed((journal) =>
      Effect.gen(function* () {
        for (const [from, to] of [
          [6_900, 8_000],
          [6_985, 6_995],
          [10, 20],
          [6_996, 6_998],
        ] as const) {
          const times = { since: minute(from), until: minute(to) };
          const expected = [...timed, late].filter(
            (one) => one.at >= times.since && one.at <= times.until && isMeant(one),
          );
          const start = yield* journal.startOf({ last: Number.POSITIVE_INFINITY, within, ...times });
          expect(start).toBe((expected[0]?.seq ?? 0) - 1);
          const found: Array<number> = [];
          for (let after: number | null = start; after !== null; ) {
            const page: JournalPage = yield* journal.page({ after, within, ...times });
            found.push(...page.entries.map(({ seq }) => seq));
            after = page.next;
          }
          expect(found).toEqual(expected.map(({ seq }) => seq));
          const newest = yield* journal.startOf({ last: 2, within, ...times });
          expect(newest).toBe((expected.at(-2)?.seq ?? 0) - 1);
        }
      }),
    ),
  );
});

describe("a read-only journal", () => {
  it("returns what was written and writes nothing; a newer or missing one is rejected", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) =>
      journal.write(batch([entry(1, "a"), entry(2, "b")])),
    );
    const read = await using(sqlite.leftLayer(place.folder), (journal) =>
      Effect.all([
        Effect.map(journal.page({ after: 0, within: [""] }), ({ entries }) => entries.map(({ seq }) => seq)),
        journal.lastSeq,
        Effect.flip(journal.write(batch([entry(3, "c")]))),
        Effect.flip(journal.promise(9)),
      ]),
    );
    expect(read.slice(0, 2)).toEqual([[1, 2], 2]);
    expect(String(read[2])).toContain("only read");
    const empty = join(place.folder, "empty");
    mkdirSync(empty);
    const missing = await using(sqlite.leftLayer(empty), (journal) => Effect.flip(journal.lastSeq));
    expect(missing.message).toContain("can't be opened");
  });
});

describe("a reserved number", () => {
  it("is skipped, also by the next daemon, and later entries get higher numbers", async () => {
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

  it("can be reserved even if the database can't be used", async () => {
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
  tally: {
    restarts: { crash: 2 },
    exits: { signal: 2 },
    durations: { "60.0": 2 },
    seconds: 61.5,
    escalations: 0,
  },
});
const remember = (...memories: ReadonlyArray<Memory>) => ({ entries: [], memories, forgotten: [] });

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the memory of nodes in ${name}`, () => {
    it("is returned, the newest of each, without deleted ones", async () => {
      const recalled = await using(layer(), (journal) =>
        Effect.gen(function* () {
          yield* journal.write(remember(memoryOf("a"), memoryOf("b"), memoryOf("")));
          yield* journal.write(remember(memoryOf("a", "failed")));
          yield* journal.write({ entries: [], memories: [memoryOf("c")], forgotten: ["b", "never was"] });
          return yield* journal.recall;
        }),
      );
      expect([...recalled.memories].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
        memoryOf(""),
        memoryOf("a", "failed"),
        memoryOf("c"),
      ]);
    });

    it("is empty in a new journal", async () => {
      expect(await using(layer(), (journal) => journal.recall)).toEqual({ memories: [], unreadable: [] });
    });
  });
}

describe("the memory of nodes", () => {
  it("is still there for the next daemon", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(remember(memoryOf("a"))));
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.recall)).toEqual({
      memories: [memoryOf("a")],
      unreadable: [],
    });
  });

  it("is written together with the entries or not at all", async () => {
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
    expect(recalled).toEqual([{ memories: [memoryOf("a")], unreadable: [] }, 1]);
  });

  it("is reported if it can't be read", async () => {
    await using(sqlite.layer({ file: place.file }), (journal) => journal.write(remember(memoryOf("a"))));
    const other = new Database(place.file);
    other.exec(
      `INSERT INTO memory VALUES ('b', 'half a'), ('c', '{"path":"c","state":"asleep"}'), ('d', 'null')`,
    );
    other.close();
    expect(await using(sqlite.layer({ file: place.file }), (journal) => journal.recall)).toEqual({
      memories: [memoryOf("a")],
      unreadable: ["b", "c", "d"],
    });
  });
});

// One event of a newer version made every page of the journal die, and reading say that the permissions of the file
// were to be checked: the words of the error held "readonly". The connection of all others was closed besides.
describe("a journal with events of another version", () => {
  const foreign = [
    { type: "alert", at: "2026-01-01T00:00:00.000Z", subject: "web", by: "system", rule: "slow", level: 2 },
    {
      type: "alarm",
      at: "2026-01-01T00:00:01.000Z",
      subject: "web",
      by: "system",
      run: 1,
      alarm: "heat",
      reason: "hot",
    },
    {
      type: "action",
      at: "2026-01-01T00:00:02.000Z",
      subject: "",
      by: "user:me",
      action: "hibernate",
      outcome: "done",
      reason: "",
    },
  ];
  const write = () =>
    using(sqlite.layer({ file: place.file }), (journal) => journal.write(batch([entry(1, "web")]))).then(
      () => {
        const other = new Database(place.file);
        for (const [index, one] of foreign.entries())
          other.exec(
            `INSERT INTO entry VALUES (${index + 2}, '${one.at}', '${one.type}', '${one.subject}', '${JSON.stringify(one)}')`,
          );
        other.exec("INSERT INTO entry VALUES (5, '2026-01-01T00:00:03.000Z', 'note', 'web', 'no JSON')");
        other.close();
      },
    );

  it("shows its own events, and the others as they were stored", async () => {
    await write();
    const [read, page] = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.all([journal.read({}), journal.page({ after: 0, within: [""] })]),
    );
    expect(page.entries).toEqual(read);
    expect(read.map(({ type }) => type)).toEqual(["transition", "unknown", "unknown", "unknown", "unknown"]);
    expect(read.map(printedEntry)).toEqual([
      entry(1, "web"),
      ...foreign.map((one, index) => ({ ...one, seq: index + 2 })),
      { seq: 5, type: "note", at: "2026-01-01T00:00:03.000Z", subject: "web", by: "system" },
    ]);
  });

  it("shows fields that its own events do not have", async () => {
    await write();
    const other = new Database(place.file);
    other.exec(`UPDATE entry SET event = json_set(event, '$.edges', json('[{"id":"a"}]')) WHERE seq = 1`);
    other.close();
    const [first] = await using(sqlite.layer({ file: place.file }), ({ read }) => read({}));
    expect(first && printedEntry(first)).toEqual({ ...entry(1, "web"), edges: [{ id: "a" }] });
  });

  it("passes an unknown event on unchanged", async () => {
    await write();
    const read = await using(sqlite.layer({ file: place.file }), (journal) =>
      Effect.gen(function* () {
        const [one] = yield* journal.read({ after: 1 });
        if (one) yield* journal.write(batch([{ ...one, seq: 9 }]));
        return yield* journal.read({ after: 8 });
      }),
    );
    expect(read.map(printedEntry)).toEqual([{ ...foreign[0], seq: 9 }]);
  });
});

// A child that crashed once a second took some 100 MB a day, for ever.
describe("a journal with a limit", () => {
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
  const bounded = () => sqlite.layer({ file: place.file, retention: retentionOf({ transitions: kept }) });

  it("keeps the newest entries, and of older ones those of users and of the tree", async () => {
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

  it("keeps those for at most ten times as many entries", async () => {
    const read = await using(bounded(), (journal) =>
      Effect.zipRight(fill(journal, 1, 8_020), journal.read({})),
    );
    expect(read[0]?.seq).toBeGreaterThan(2_000);
    expect(read.length).toBeLessThan(kept + 1_010 + 80);
  });

  const alarm = (seq: number): JournalEntry => ({
    ...{ seq, type: "alarm", at: "2026-01-01T00:00:00.000Z", subject: "a", by: "system", run: 1 },
    ...{ alarm: "health", reason: "it hangs" },
  });
  const action = (seq: number): JournalEntry => ({
    ...{ seq, type: "action", at: "2026-01-01T00:00:00.000Z", subject: "a", by: "user:me" },
    ...{ action: "restart", outcome: "done", reason: "a was restarted" },
  });
  /** Of ten entries one is an alarm, one an action, one a person's transition, and one a revision. */
  const ofAllKinds = (seq: number): JournalEntry =>
    ([alarm, action, byHand, ofTheTree] as const)[seq % 10]?.(seq) ?? entry(seq, "b");
  const fillWithAll = (journal: typeof Journal.Service, from: number, to: number) =>
    Effect.gen(function* () {
      for (let first = from; first <= to; first += 100)
        yield* journal.write(batch(Array.from({ length: 100 }, (_, index) => ofAllKinds(first + index))));
    });
  /** The number of the oldest of each kind. */
  const oldestOfEach = (read: ReadonlyArray<JournalEntry>) => {
    const first = (which: (entry: JournalEntry) => boolean): number => read.find(which)?.seq ?? 0;
    return {
      transitions: first(({ type, by }) => type === "transition" && by === "system"),
      byHand: first(({ type, by }) => type === "transition" && by === "user:me"),
      actions: first(({ type }) => type === "action"),
      alarms: first(({ type }) => type === "alarm"),
      tree: first(({ type }) => type === "revision"),
    };
  };

  it("keeps each kind as far back as it is told", async () => {
    const retention = retentionOf({ transitions: 1_000, actions: 4_000, alarms: 2_000, tree: 6_000 });
    const read = await using(sqlite.layer({ file: place.file, retention }), (journal) =>
      Effect.zipRight(fillWithAll(journal, 1, 10_000), journal.read({})),
    );
    expect(oldestOfEach(read)).toEqual({
      transitions: 9_004,
      byHand: 6_002,
      actions: 6_001,
      alarms: 8_010,
      tree: 4_003,
    });
  });

  it("gets rid of the rest, where it is told to keep less than before", async () => {
    const wide = retentionOf({ transitions: 1_000 });
    await using(sqlite.layer({ file: place.file, retention: wide }), (journal) =>
      fillWithAll(journal, 1, 10_000),
    );
    const narrow = retentionOf({ transitions: 1_000, actions: 1_000, alarms: 1_000, tree: 1_000 });
    const read = await using(sqlite.layer({ file: place.file, retention: narrow }), (journal) =>
      Effect.zipRight(fillWithAll(journal, 10_001, 11_000), journal.read({})),
    );
    expect(oldestOfEach(read)).toEqual({
      transitions: 10_004,
      byHand: 10_002,
      actions: 10_001,
      alarms: 10_010,
      tree: 10_003,
    });
  });

  it("continues its numbers, and never reuses one", async () => {
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

  it("that has grown beyond its limit is reduced step by step", async () => {
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

  it("that is not a database is left unchanged, and the message says what to do", async () => {
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
    bytes.fill(0xff, 4096 * 3, 4096 * 60);
    writeFileSync(place.file, bytes);
    const error = await using(sqlite.layer({ file: place.file }), (journal) => Effect.flip(journal.read({})));
    expect(error.message).toContain("move it away");
  });

  it("that another program has locked works again once it is released", async () => {
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

  it("in a missing folder is reported, and created once the folder exists", async () => {
    const error = await using(sqlite.layer({ file: join(place.folder, "no", "sentinel.db") }), (journal) =>
      Effect.flip(journal.lastSeq),
    );
    expect(error.message).toMatch(/permissions of the file and its folder|does not exist/);
  });

  it("contains only complete batches, even if its writer is killed", async () => {
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
