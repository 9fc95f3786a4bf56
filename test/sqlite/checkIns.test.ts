import { Effect, Either, type Layer } from "effect";
import { describe, expect, it } from "vitest";
import * as memory from "../../src/adapters/memory/CheckIns.ts";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { readStoredCheck, storedCheck } from "../../src/domain/stored/CheckRecord.ts";
import { newRecord } from "../../src/policy/check/record.ts";
import { CheckIns, type StoredReport } from "../../src/ports/store/CheckIns.ts";
import { Database, forEachTest } from "./database.ts";

const place = forEachTest("sentinel.db");

const using = <A, E>(
  layer: Layer.Layer<CheckIns>,
  use: (checkIns: typeof CheckIns.Service) => Effect.Effect<A, E>,
) => Effect.runPromise(Effect.provide(Effect.flatMap(CheckIns, use), layer));

/** As format 1 was stored by its first version. Never changed. */
const format1 =
  '{"check":1,"memory":{"record":{"phase":"down","paused":null,"failures":1,"isLate":false,"lastEnd":1796015106000,"expected":1796018706000,"notBefore":1796015706000,"asOf":1796015106000,"gaps":[{"kind":"unobserved","from":1796015101000,"to":1796015106000}],"runs":[{"run":1,"id":"a","startedAt":1796015072000,"endedAt":1796015073000,"outcome":"succeeded"},{"run":2,"id":null,"startedAt":null,"endedAt":1796015106000,"outcome":"failed"}],"lastRun":2,"ignored":0},"lastReportAt":1796015106833,"rule":"{\\"expects\\":{\\"everyMs\\":3600000},\\"graceMs\\":600000,\\"withinMs\\":null,\\"failAfter\\":1}"}}';

const stored = { record: newRecord, lastReportAt: 7, rule: "{}" };
const report = (at: number): StoredReport => ({
  ...{ at, claimed: null, kind: "success", exit: 0, id: "a", body: "done", bodySize: 4, by: "ping" },
});

for (const [name, layer] of [
  ["SQLite", () => sqlite.layer({ file: place.file })],
  ["memory", () => memory.layer],
] as const) {
  describe(`the check-ins in ${name}`, () => {
    it("are recalled as they were stored, with the newest reports first", async () => {
      await using(layer(), (checkIns) =>
        Effect.gen(function* () {
          expect(yield* checkIns.recall).toEqual({ checks: new Map(), unreadable: [], observedUntil: null });
          yield* checkIns.store({ path: "web/backup", memory: stored, report: report(1) });
          yield* checkIns.store({ path: "web/backup", memory: stored, report: report(2) });
          yield* checkIns.observed(5);
          yield* checkIns.observed(9);
          expect(yield* checkIns.recall).toEqual({
            ...{ checks: new Map([["web/backup", stored]]), unreadable: [], observedUntil: 9 },
          });
          expect(yield* checkIns.reports("web/backup", 10)).toEqual([report(2), report(1)]);
          expect(yield* checkIns.reports("web/backup", 1)).toEqual([report(2)]);
        }),
      );
    });

    it("have one key a check, which is found by the beginning of its digest", async () => {
      await using(layer(), (checkIns) =>
        Effect.gen(function* () {
          const key = { path: "backup", digest: "d1f", createdAt: 1, createdBy: "user:ann" };
          yield* checkIns.setKey(key);
          expect(yield* checkIns.keysBeginning("d1")).toEqual([key]);
          expect(yield* checkIns.keysBeginning("d10")).toEqual([]);
          yield* checkIns.setKey({ ...key, digest: "d2" });
          expect(yield* checkIns.keysBeginning("d1")).toEqual([]);
          expect(yield* checkIns.keys).toEqual([{ ...key, digest: "d2" }]);
        }),
      );
    });
  });
}

describe("a stored check", () => {
  it("of format 1 is read, and written as it was", () => {
    expect(storedCheck(Either.getOrThrow(readStoredCheck(format1)))).toBe(format1);
  });

  it("of a newer version, or a damaged one, is not read, and hides no other", async () => {
    await using(sqlite.layer({ file: place.file }), (checkIns) =>
      Effect.gen(function* () {
        yield* checkIns.store({ path: "good", memory: stored, report: null });
        const other = new Database(place.file);
        other.exec(`INSERT INTO check_memory VALUES ('newer', '{"check":2,"memory":{}}'), ('bad', '{')`);
        other.close();
        const { checks, unreadable } = yield* checkIns.recall;
        expect([...checks.keys()]).toEqual(["good"]);
        expect(unreadable.map(({ path, why }) => `${path} ${why}`).sort()).toEqual([
          "bad is damaged",
          "newer was stored by a newer Sentinel",
        ]);
      }),
    );
  });
});
