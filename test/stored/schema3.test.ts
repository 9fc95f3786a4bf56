// The third schema of `sentinel.db` has no history of runs: the next daemon makes it from the journal.
import { cpSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import * as sqlite from "../../src/adapters/sqlite/store.ts";
import { root } from "../../src/domain/tree/ChildPath.ts";
import { Runs } from "../../src/ports/store/Runs.ts";
import { forEachTest } from "../sqlite/database.ts";

const place = forEachTest("sentinel.db");
const fixture = join(import.meta.dirname, "../fixtures/stored/schema-3/sentinel.db");

const allRuns = Effect.flatMap(Runs, ({ page }) => page({ within: [root], limit: 100 }));

describe("a database of the third schema", () => {
  it("gets the runs that its journal tells of", async () => {
    cpSync(fixture, place.file);
    const { runs } = await Effect.runPromise(Effect.provide(allRuns, sqlite.layer({ file: place.file })));
    expect(
      runs.map(({ id, trigger, by, outcome, code, reason }) => [id, trigger, by, outcome, code, reason]),
    ).toEqual([
      ["hard@2", "request", "user:me", "running", null, "started by hand"],
      ["web@2", "request", "user:me", "running", null, "restarted by hand"],
      ["crashes@3", "restart", "system", "failed", 3, "exit code 3"],
      ["crashes@2", "restart", "system", "failed", 3, "exit code 3"],
      ["hard@1", "start", "system", "stopped", null, "stopped by hand"],
      ["task@1", "start", "system", "succeeded", 0, "exit code 0"],
      ["crashes@1", "start", "system", "failed", 3, "exit code 3"],
      ["web@1", "start", "system", "stopped", null, "restarted by hand"],
    ]);
    expect(runs.every(({ started_at }) => started_at !== null)).toBe(true);
    expect(runs.filter(({ ended_at }) => ended_at === null).map(({ id }) => id)).toEqual(["hard@2", "web@2"]);
  });

  it("says without a daemon that it has none yet", async () => {
    cpSync(fixture, place.file);
    await expect(Effect.runPromise(Effect.provide(allRuns, sqlite.leftLayer(place.folder)))).rejects.toThrow(
      "kept no history of runs",
    );
  });
});
