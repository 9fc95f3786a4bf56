import { Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import { makeLedger } from "../../src/adapters/memory/Ledger.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import type { JobState } from "../../src/domain/job/JobState.ts";
import type { InstantOutcome, LedgerRow } from "../../src/domain/job/Ledger.ts";
import { readStoredJob, storedJob } from "../../src/domain/stored/JobRecord.ts";
import { type LedgerRetention, retentionOf } from "../../src/domain/stored/Retention.ts";
import { Ledger, type LedgerBatch, type LedgerQuery } from "../../src/ports/store/Ledger.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

const using = <A, E>(
  layer: Layer.Layer<Ledger>,
  use: (ledger: typeof Ledger.Service) => Effect.Effect<A, E>,
) => Effect.runPromise(Effect.provide(Effect.flatMap(Ledger, use), layer));

const kept = (retention: Partial<LedgerRetention>) =>
  sqlite.layer({ file: place.file, retention: retentionOf(retention) });

const state: JobState = {
  ...{
    seenBefore: 60_000,
    next: 120_000,
    passed: [{ at: 1_000, reason: "down" }],
    passedEarlier: [],
    settled: [60_000],
    marks: [],
  },
  ...{ pause: { from: 1, until: null }, removed: false, admitted: 2, runs: 3 },
  starts: [
    {
      ...{ id: 1, trigger: "schedule", date: 60_000, request: null, runs: [2, 3], lastEnd: null },
      phase: {
        ...{ kind: "stopping", cause: "timeout", killAt: 75_000.5 },
        going: { run: 3, slot: 1, pool: "db", startedAt: 60_000, stopAt: 65_000.25, killGraceMs: 10_000 },
      },
    },
  ],
  line: [{ id: 2, trigger: "manual", date: null, request: { by: "user:ann", parameters: { DAY: "1" } } }],
};

/** As format 1 was stored by its first version. Never changed. */
const format1 =
  '{"job":1,"state":{"seenBefore":60000,"next":120000,"passed":[{"at":1000,"reason":"down"}],"settled":[60000],"marks":[],"pause":{"from":1,"until":null},"removed":false,"starts":[{"id":1,"trigger":"schedule","date":60000,"request":null,"phase":{"kind":"stopping","going":{"run":3,"slot":1,"pool":"db","startedAt":60000,"stopAt":65000.25,"killGraceMs":10000},"cause":"timeout","killAt":75000.5},"runs":[2,3],"lastEnd":null}],"line":[{"id":2,"trigger":"manual","date":null,"request":{"by":"user:ann","parameters":{"DAY":"1"}}}],"admitted":2,"runs":3}}';

const ran: InstantOutcome = { outcome: "ran", runs: [1, 2] };
const missed: InstantOutcome = { outcome: "missed", reason: "down" };
const superseded: InstantOutcome = { outcome: "superseded" };
const waiting: InstantOutcome = { outcome: "waiting" };

const row = (job: string, at: number, outcome: InstantOutcome = ran): LedgerRow => ({ job, at, outcome });
const batch = (some: Partial<LedgerBatch>): LedgerBatch => ({
  ...{ at: { wall: 1, real: 2.5, boot: "b" }, jobs: [], rows: [], superseded: [], expectedAgain: [] },
  ...some,
});

const placesOf = (rows: ReadonlyArray<LedgerRow>) => rows.map(({ job, at }) => `${job} ${at}`);

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => Layer.sync(Ledger, makeLedger)],
] as const) {
  describe(`the ledger in ${name}`, () => {
    const read = (rows: ReadonlyArray<LedgerRow>, query: Partial<LedgerQuery>) =>
      using(layer(), (ledger) =>
        Effect.zipRight(ledger.write(batch({ rows })), ledger.read({ limit: 100, ...query })),
      );

    it("recalls the jobs and the moment of the last decision", async () => {
      await using(layer(), (ledger) =>
        Effect.gen(function* () {
          expect(yield* ledger.recall).toEqual({ at: null, jobs: [], unreadable: [] });
          yield* ledger.write(batch({ jobs: [{ job: "web/backup", state: { ...state, runs: 0 } }] }));
          yield* ledger.write(
            batch({ at: { wall: 9, real: 8, boot: "c" }, jobs: [{ job: "web/backup", state }] }),
          );
          expect(yield* ledger.recall).toEqual({
            ...{ at: { wall: 9, real: 8, boot: "c" }, jobs: [{ job: "web/backup", state }], unreadable: [] },
          });
        }),
      );
    });

    it("has one outcome an instant, with its reason or its runs", async () => {
      const rows = [row("a", 1), row("a", 2, missed), row("a", 3, superseded), row("a", 4, waiting)];
      expect(await read([...rows, row("a", 4, ran)], {})).toEqual([row("a", 4), rows[2], rows[1], rows[0]]);
    });

    it("is read by job, range, outcome and place, the newest instant first", async () => {
      const rows = [row("a", 1), row("b", 1), row("a", 2, missed), row("b", 3), row("c", 3)];
      expect(placesOf(await read(rows, {}))).toEqual(["c 3", "b 3", "a 2", "b 1", "a 1"]);
      expect(placesOf(await read(rows, { jobs: ["a", "c"] }))).toEqual(["c 3", "a 2", "a 1"]);
      expect(placesOf(await read(rows, { jobs: [] }))).toEqual([]);
      expect(placesOf(await read(rows, { from: 2, until: 3 }))).toEqual(["a 2"]);
      expect(placesOf(await read(rows, { outcome: "missed" }))).toEqual(["a 2"]);
      expect(placesOf(await read(rows, { limit: 2 }))).toEqual(["c 3", "b 3"]);
      expect(placesOf(await read(rows, { before: { at: 3, job: "b" } }))).toEqual(["a 2", "b 1", "a 1"]);
    });

    it("loses what was missed or superseded at a time that is expected again", async () => {
      await using(layer(), (ledger) =>
        Effect.gen(function* () {
          const rows = [
            row("a", 1, missed),
            row("a", 2, missed),
            row("a", 3, superseded),
            row("a", 4),
            row("b", 3, missed),
          ];
          yield* ledger.write(batch({ rows }));
          expect(placesOf(yield* ledger.ahead(3)).toSorted()).toEqual(["a 3", "a 4", "b 3"]);
          yield* ledger.write(batch({ expectedAgain: [{ job: "a", from: 2 }], rows: [row("a", 2, ran)] }));
          expect(yield* ledger.read({ limit: 9 })).toEqual([rows[3], rows[4], row("a", 2, ran), rows[0]]);
        }),
      );
    });

    it("supersedes what has the outcome of a reason in a range, before the rows of the same batch", async () => {
      await using(layer(), (ledger) =>
        Effect.gen(function* () {
          const paused: InstantOutcome = { outcome: "skipped", reason: "paused" };
          const others = [row("a", 1, paused), row("a", 3, missed), row("a", 5, paused), row("b", 2, paused)];
          yield* ledger.write(batch({ rows: [...others, row("a", 2, paused), row("a", 4, paused)] }));
          const range = { reason: "paused" as const, from: 2, until: 5, count: 2 };
          const rows = [row("a", 4, ran)];
          yield* ledger.write(batch({ superseded: [{ job: "a", range }], rows }));
          const found = yield* ledger.read({ limit: 9 });
          expect(found).toEqual([
            others[2],
            ...rows,
            others[1],
            others[3],
            row("a", 2, superseded),
            others[0],
          ]);
        }),
      );
    });

    it("takes the instants of a long outage at once", async () => {
      const day = Array.from({ length: 86_400 }, (_, second) => row("a", second * 1_000, missed));
      expect(await read(day, { limit: 1 })).toEqual([day.at(-1)]);
    });
  });
}

describe("the ledger in SQLite", () => {
  it("keeps the newest instants of each job, and any that waits", async () => {
    await using(kept({ instants: 3 }), (ledger) =>
      Effect.gen(function* () {
        const rows = Array.from({ length: 250 }, (_, at) => row("a", at, at === 7 ? waiting : ran));
        for (const one of [...rows, row("b", 0)]) yield* ledger.write(batch({ rows: [one] }));
        const found = placesOf(yield* ledger.read({ limit: 1_000, until: 201 }));
        expect(found).toEqual(["a 200", "a 199", "a 198", "a 7", "b 0"]);
      }),
    );
  });

  it("writes nothing that would be removed at once, and any that waits", async () => {
    await using(kept({ instants: 3 }), (ledger) =>
      Effect.gen(function* () {
        const rows = Array.from({ length: 50 }, (_, at) => row("a", at, at === 7 ? waiting : missed));
        yield* ledger.write(batch({ rows: [...rows, row("b", 0)] }));
        const found = placesOf(yield* ledger.read({ limit: 1_000 }));
        expect(found).toEqual(["a 49", "a 48", "a 47", "a 7", "b 0"]);
      }),
    );
  });

  it("keeps the newest instants of all jobs together", async () => {
    await using(kept({ instants: 10, all_instants: 50 }), (ledger) =>
      Effect.gen(function* () {
        yield* ledger.write(batch({ rows: Array.from({ length: 200 }, (_, at) => row(`j${at}`, at)) }));
        expect(yield* ledger.read({ limit: 1_000 })).toHaveLength(50);
      }),
    );
  });
});

describe("a stored job", () => {
  it("of format 1 is read, and written in format 2", () => {
    const read = readStoredJob(format1);
    expect(read).toMatchObject({ _tag: "Right", right: state });
    const written = { ...JSON.parse(format1), job: 2 };
    written.state.passedEarlier = [];
    expect(JSON.parse(storedJob(state))).toEqual(written);
  });

  // A run that had ended while no daemon was there had a fraction in its end, and the next daemon could not read its job.
  it("of format 1 with fractions of milliseconds is read in whole ones", () => {
    const [start] = state.starts;
    const lastEnd = { outcome: "failed" as const, at: 59_000.56 };
    const last = { run: 3, outcome: "failed" as const, reason: null, startedAt: 50_000, endedAt: 59_000.56 };
    const tally = { instants: {}, runs: { failed: 1 }, last, succeededAt: 40_000.25 };
    const stored = JSON.stringify({ job: 1, state: { ...state, starts: [{ ...start, lastEnd }], tally } });
    expect(readStoredJob(stored)).toMatchObject({
      _tag: "Right",
      right: {
        starts: [{ lastEnd: { at: 59_000 }, phase: { killAt: 75_000.5, going: { stopAt: 65_000.25 } } }],
        tally: { last: { endedAt: 59_000 }, succeededAt: 40_000 },
      },
    });
  });

  it("that can't be read leaves its newest instant, and those that wait", async () => {
    await using(sqlite.layer({ file: place.file }), (ledger) =>
      Effect.gen(function* () {
        const rows = [row("bad", 1), row("bad", 2, waiting), row("bad", 3), row("good", 9)];
        yield* ledger.write(batch({ jobs: [{ job: "good", state }], rows }));
        const other = new Database(place.file);
        other.exec(`INSERT INTO job_state VALUES ('bad', 'no'), ('none', 'no')`);
        other.close();
        const { unreadable } = yield* ledger.recall;
        expect(unreadable).toEqual([
          { job: "bad", newest: 3, waiting: [2] },
          { job: "none", newest: null, waiting: [] },
        ]);
      }),
    );
  });

  it("of a newer version, or a damaged one, is not read, and hides no other", async () => {
    await using(sqlite.layer({ file: place.file }), (ledger) =>
      Effect.gen(function* () {
        yield* ledger.write(batch({ jobs: [{ job: "good", state }] }));
        const other = new Database(place.file);
        other.exec(
          `INSERT INTO job_state VALUES ('newer', '{"job":3,"state":{}}'), ('bad', '{"job":1,"state":{}}')`,
        );
        other.close();
        const { jobs, unreadable } = yield* ledger.recall;
        expect(jobs.map(({ job }) => job)).toEqual(["good"]);
        expect(unreadable.map(({ job }) => job).sort()).toEqual(["bad", "newer"]);
      }),
    );
  });
});
