import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Effect, Layer, TestClock, TestContext } from "effect";
import { buildSync } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import * as node from "../../src/adapters/node/usage/OwnProcess.ts";
import type { DaemonStats } from "../../src/domain/view/DaemonStats.ts";
import { healthLimits, healthProblems } from "../../src/policy/health/healthProblems.ts";
import { OwnProcess } from "../../src/ports/machine/OwnProcess.ts";
import { LogStore } from "../../src/ports/store/LogStore.ts";
import { layer, OwnHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";
import { openDescriptors } from "../support/listedProcesses.ts";

const healthy: DaemonStats = {
  event_loop_delay_ms: { p50: 0, p99: 2, max: 20 },
  memory: 60 * 1024 * 1024,
  descriptors: { open: 100, limit: 1024 },
  disk_free: 10 * 1024 * 1024 * 1024,
  output_lag: { unread_bytes: 5_000, oldest_unread_ms: 30, child: "web/api" },
};

describe("the daemon's own health", () => {
  it.each([
    ["event loop", { event_loop_delay_ms: { p50: 0, p99: 9, max: healthLimits.eventLoopMs + 1 } }],
    ["memory", { memory: healthLimits.memory + 1 }],
    ["descriptors", { descriptors: { open: 900, limit: 1024 } }],
    ["disk", { disk_free: healthLimits.diskFree - 1 }],
    ["output", { output_lag: { ...healthy.output_lag, oldest_unread_ms: healthLimits.outputLagMs + 1 } }],
    ["journal", { journal: { reason: "the journal can't be used: x.", waiting: 3, dropped: 0 } }],
    ["home", { home_lost: "the home /h was deleted or moved under its daemon" }],
  ])("reports a problem with the %s, and no other", (check, wrong) => {
    expect(healthProblems({ ...healthy, ...wrong }).map(({ check }) => check)).toEqual([check]);
  });

  it("has no problems within the limits, or if the system reports no numbers", () => {
    expect(healthProblems(healthy)).toEqual([]);
    expect(healthProblems({ ...healthy, descriptors: null, disk_free: null })).toEqual([]);
  });

  it("raises one alarm for a problem until it is resolved, and another one if it returns", async () => {
    const alarms: Array<string> = [];
    let stats = healthy;
    const ownProcess = Layer.succeed(OwnProcess, OwnProcess.of({ read: Effect.sync(() => stats) }));
    // The test needs nothing else of the store and the tree.
    const lag = Effect.sync(() => stats.output_lag);
    const logs = Layer.mock(LogStore, { lag });
    const viewsNow = () => ({ epoch: "test", seq: 0, views: [] });
    const alarm = (_: string, reason: string) => Effect.sync(() => void alarms.push(reason));
    const journalTrouble = Effect.succeed(null);
    const supervision = Layer.mock(Supervision, { alarm, viewsNow, journalTrouble });
    const pass = (seconds: number) => TestClock.adjust(`${seconds} seconds`);
    await Effect.gen(function* () {
      const health = yield* OwnHealth;
      yield* pass(30);
      expect(alarms).toEqual([]);
      stats = { ...healthy, disk_free: 1024 * 1024 };
      yield* pass(30);
      expect(alarms).toEqual(["only 1 MB are free on the disk of the home; free some space"]);
      expect((yield* health.current).ailments).toEqual(alarms);
      stats = {
        ...healthy,
        output_lag: { unread_bytes: 3 * 1024 * 1024, oldest_unread_ms: 12_000, child: "web/api" },
      };
      yield* pass(10);
      expect(alarms[1]).toMatch(/^the output of web\/api is read 12 s late, with 3 MB unread in total/);
      expect((yield* health.current).output_lag).toEqual(stats.output_lag);
      stats = healthy;
      yield* pass(10);
      expect((yield* health.current).ailments).toEqual([]);
      stats = { ...healthy, disk_free: 1024 * 1024 };
      yield* pass(10);
      expect(alarms).toHaveLength(3);
    }).pipe(
      Effect.provide(layer.pipe(Layer.provide([ownProcess, logs, supervision]))),
      Effect.provide(TestContext.TestContext),
      Effect.runPromise,
    );
  });

  // Regression: on macOS, neither was known.
  it("knows how many files are open and may be", async () => {
    const { descriptors } = await Effect.gen(function* () {
      return yield* (yield* OwnProcess).read;
    }).pipe(Effect.provide(node.layer({ home: "/" })), Effect.runPromise);
    const limit = execFileSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" });
    expect(descriptors?.limit).toBe(Number(limit));
    expect(descriptors?.open).toBeGreaterThanOrEqual(openDescriptors() - 3);
    expect(descriptors?.open).toBeLessThan(openDescriptors() + 3);
  });

  // Regression: measuring needs descriptors itself, for their number and for the memory, where Node throws.
  // The daemon never checked its health again after that.
  it("reports all descriptors as open if none is left to count them with", () => {
    const folder = mkdtempSync(join(tmpdir(), "sentinel-health-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = join(folder, "exhausted.mjs");
    const entry = fileURLToPath(new URL("./exhausted.ts", import.meta.url));
    buildSync({ entryPoints: [entry], outfile: script, bundle: true, platform: "node", format: "esm" });
    const run = [process.execPath, script].map((word) => `'${word}'`).join(" ");
    const { before, descriptors } = JSON.parse(
      execFileSync("sh", ["-c", `ulimit -n 64; exec ${run}`], { encoding: "utf8" }),
    );
    expect(before.limit).toBe(64);
    expect(before.open).toBeLessThan(64);
    expect(descriptors).toEqual({ open: 64, limit: 64 });
  });

  it("measures how long the event loop was blocked", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-health-"));
    try {
      await Effect.gen(function* () {
        const ownProcess = yield* OwnProcess;
        yield* Effect.sleep(120);
        yield* ownProcess.read;
        yield* Effect.sleep(120);
        for (const end = performance.now() + 400; performance.now() < end; );
        yield* Effect.sleep(120);
        const { event_loop_delay_ms, memory, disk_free } = yield* ownProcess.read;
        expect(event_loop_delay_ms.max).toBeGreaterThan(250);
        expect(memory).toBeGreaterThan(10 * 1024 * 1024);
        expect(disk_free).toBeGreaterThan(0);
      }).pipe(Effect.provide(node.layer({ home })), Effect.runPromise);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
