import { Effect, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/Runs.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { JournalError } from "../../src/domain/Errors.ts";
import { type Run, runId } from "../../src/domain/Run.ts";
import { retentionOf } from "../../src/domain/stored/Retention.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import { Journal } from "../../src/ports/store/Journal.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const running = (path: string, run: number, second: number): Run => ({
  ...{ id: runId(path, run), path, run, trigger: "start", scheduled_for: null, attempt: null },
  ...{ started_at: at(second), ended_at: null, outcome: "running", reason: "started", code: null },
  ...{ signal: null, by: "system", output: null },
});
const failed = (path: string, run: number, second: number): Run => ({
  ...running(path, run, second),
  ...{ ended_at: at(second + 1), outcome: "failed", reason: "exit code 1", code: 1 },
  output: { first: 4, last: 9 },
});

const using = <A, E>(layer: Layer.Layer<Runs>, use: (runs: typeof Runs.Service) => Effect.Effect<A, E>) =>
  Effect.runPromise(Effect.provide(Effect.flatMap(Runs, use), layer));

const idsOf = (runs: ReadonlyArray<Run>): ReadonlyArray<string> => runs.map(({ id }) => id);

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the runs in ${name}`, () => {
    it("are stored when they begin, and replaced when they end", async () => {
      await using(layer(), ({ put, open, get, page }) =>
        Effect.gen(function* () {
          const scheduled: Run = {
            ...running("backup#1", 2, 5),
            ...{ trigger: "retry", scheduled_for: at(3), attempt: 2 },
          };
          yield* put([running("web", 1, 1), scheduled]);
          expect(yield* open).toEqual([running("web", 1, 1), scheduled]);
          yield* put([failed("web", 1, 1)]);
          expect(yield* open).toEqual([scheduled]);
          expect(yield* get("web@1")).toEqual(failed("web", 1, 1));
          expect(yield* get("web@2")).toBeNull();
          expect(yield* get("web")).toBeNull();
          expect(idsOf((yield* page({ within: [root], limit: 9 })).runs)).toEqual(["backup#1@2", "web@1"]);
        }),
      );
    });

    it("are found by child, outcome, trigger and time, newest first", async () => {
      await using(layer(), ({ put, page }) =>
        Effect.gen(function* () {
          yield* put([
            failed("web", 1, 1),
            failed("web/api#1", 1, 2),
            { ...failed("web/api#2", 1, 3), trigger: "restart" },
            running("webhook", 1, 4),
            running("web/api#1", 2, 5),
          ]);
          const find = (query: Partial<Parameters<typeof page>[0]>) =>
            Effect.map(page({ within: [root], limit: 9, ...query }), ({ runs }) => idsOf(runs));
          expect(yield* find({ within: ["web"] })).toEqual([
            "web/api#1@2",
            "web/api#2@1",
            "web/api#1@1",
            "web@1",
          ]);
          expect(yield* find({ within: ["web/api#1", "webhook"] })).toEqual([
            "web/api#1@2",
            "webhook@1",
            "web/api#1@1",
          ]);
          expect(yield* find({ outcomes: ["running"] })).toEqual(["web/api#1@2", "webhook@1"]);
          expect(yield* find({ outcomes: ["failed", "lost"], within: ["web/api"] })).toEqual([
            "web/api#2@1",
            "web/api#1@1",
          ]);
          expect(yield* find({ triggers: ["restart"] })).toEqual(["web/api#2@1"]);
          expect(yield* find({ from: at(2), to: at(4) })).toEqual([
            "webhook@1",
            "web/api#2@1",
            "web/api#1@1",
          ]);
          expect(yield* find({ within: [] })).toEqual([]);
        }),
      );
    });

    it("are read page by page, also where several have begun at the same time", async () => {
      await using(layer(), ({ put, page }) =>
        Effect.gen(function* () {
          yield* put(Array.from({ length: 7 }, (_, index) => running(`w${index}`, 1, index < 4 ? 1 : 2)));
          const seen: Array<string> = [];
          let query: Parameters<typeof page>[0] = { within: [root], limit: 3 };
          for (;;) {
            const { runs, next } = yield* page(query);
            seen.push(...idsOf(runs));
            if (next === null) break;
            query = { ...query, before: next };
          }
          expect(seen).toEqual(["w6@1", "w5@1", "w4@1", "w3@1", "w2@1", "w1@1", "w0@1"]);
        }),
      );
    });
  });
}

describe("the runs in SQLite", () => {
  const kept = (retention: Parameters<typeof retentionOf>[0]) =>
    sqlite.layer({ file: place.file, retention: retentionOf(retention) });
  const all = ({ page }: typeof Runs.Service) =>
    Effect.map(page({ within: [root], limit: 1_000 }), ({ runs }) => idsOf(runs));

  it("are kept per child: the newest so many, and one that has not ended", async () => {
    await using(kept({ runs: 3 }), (runs) =>
      Effect.gen(function* () {
        yield* runs.put([running("web", 1, 1)]);
        for (const run of [2, 3, 4, 5, 6]) yield* runs.put([failed("web", run, run)]);
        yield* runs.put([failed("db", 1, 9)]);
        expect(yield* all(runs)).toEqual(["db@1", "web@6", "web@5", "web@4", "web@1"]);
      }),
    );
  });

  it("are kept together: the newest so many, and those that have not ended", async () => {
    await using(kept({ runs: 10, all_runs: 50 }), (runs) =>
      Effect.gen(function* () {
        yield* runs.put([running("web", 1, 0)]);
        yield* runs.put(Array.from({ length: 199 }, (_, index) => failed(`w${index}`, 1, index + 1)));
        const found = yield* all(runs);
        expect(found).toHaveLength(51);
        expect([found[0], found.at(-2), found.at(-1)]).toEqual(["w198@1", "w149@1", "web@1"]);
      }),
    );
  });

  it("are written with the events of their batch, or not at all", async () => {
    const broken = new JournalError({ message: "the disk is full" });
    const [events, stored] = await Effect.runPromise(
      Effect.gen(function* () {
        const [journal, runs] = [yield* Journal, yield* Runs];
        const fact = { at: at(1), by: "system", subject: "" };
        yield* Effect.flip(
          journal.write({
            entries: [{ ...fact, type: "daemon", action: "started", reason: "", seq: 1 }],
            ...{ memories: [], forgotten: [], also: [runs.put([running("web", 1, 1)]), broken] },
          }),
        );
        return [yield* journal.read({}), yield* all(runs)] as const;
      }).pipe(Effect.provide(sqlite.layer({ file: place.file }))),
    );
    expect([events, stored]).toEqual([[], []]);
  });

  it("are read of a home without a daemon, and never written", async () => {
    await using(sqlite.layer({ file: place.file }), ({ put }) => put([running("web", 1, 1)]));
    await using(sqlite.leftLayer(place.folder), (runs) =>
      Effect.gen(function* () {
        expect(yield* all(runs)).toEqual(["web@1"]);
        expect(yield* runs.get("web@1")).toEqual(running("web", 1, 1));
        expect((yield* Effect.flip(runs.put([]))).message).toContain("only read");
      }),
    );
  });

  it.each([
    ["of one child", "path = 'web'", "run_path"],
    ["by outcome", "outcome = 'failed'", "run_outcome"],
    ["of all", "1", "run_at"],
  ])("are listed by an index, without sorting: %s", async (_, where, index) => {
    await using(sqlite.layer({ file: place.file }), ({ put }) => put([running("web", 1, 1)]));
    const database = new Database(place.file);
    const query = `SELECT * FROM run WHERE ${where} ORDER BY at DESC, number DESC LIMIT 101`;
    const plan = JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${query}`).all());
    database.close();
    expect(plan).toContain(`USING INDEX ${index}`);
    expect(plan).not.toContain("TEMP B-TREE");
  });
});
