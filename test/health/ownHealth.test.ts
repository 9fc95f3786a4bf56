import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Effect, Layer, TestClock, TestContext } from "effect";
import { buildSync } from "esbuild";
import { describe, expect, it, onTestFinished } from "vitest";
import * as node from "../../src/adapters/node/VitalSigns.ts";
import type { Vitals } from "../../src/domain/Vitals.ts";
import { ailmentsOf, limits } from "../../src/policy/ailments.ts";
import { LogStore } from "../../src/ports/LogStore.ts";
import { VitalSigns } from "../../src/ports/VitalSigns.ts";
import { layer, OwnHealth } from "../../supervisors/OwnHealth.ts";
import { Supervision } from "../../supervisors/Supervision.ts";

const well: Vitals = {
  event_loop_delay_ms: { p50: 0, p99: 2, max: 20 },
  memory: 60 * 1024 * 1024,
  descriptors: { open: 100, limit: 1024 },
  disk_free: 10 * 1024 * 1024 * 1024,
  output_lag: { unread_bytes: 5_000, oldest_unread_ms: 30, child: "web/api" },
};

describe("the daemon's own health", () => {
  it.each([
    ["event loop", { event_loop_delay_ms: { p50: 0, p99: 9, max: limits.eventLoopMs + 1 } }],
    ["memory", { memory: limits.memory + 1 }],
    ["descriptors", { descriptors: { open: 900, limit: 1024 } }],
    ["disk", { disk_free: limits.diskFree - 1 }],
    ["output", { output_lag: { ...well.output_lag, oldest_unread_ms: limits.outputLagMs + 1 } }],
  ])("names what is wrong with the %s, and nothing else", (sign, wrong) => {
    expect(ailmentsOf({ ...well, ...wrong }).map((ailment) => ailment.sign)).toEqual([sign]);
  });

  it("is well within the limits, and where the system does not tell", () => {
    expect(ailmentsOf(well)).toEqual([]);
    expect(ailmentsOf({ ...well, descriptors: null, disk_free: null })).toEqual([]);
  });

  it("raises one alarm for what is wrong, until that has gone and comes again", async () => {
    const alarms: Array<string> = [];
    let vitals = well;
    const signs = Layer.succeed(VitalSigns, VitalSigns.of({ read: Effect.sync(() => vitals) }));
    // Nothing else of the store and of the tree is needed here.
    const lag = Effect.sync(() => vitals.output_lag);
    const logs = Layer.mock(LogStore, { lag });
    const alarm = (_: string, reason: string) => Effect.sync(() => void alarms.push(reason));
    const supervision = Layer.mock(Supervision, { alarm });
    const passes = (seconds: number) => TestClock.adjust(`${seconds} seconds`);
    await Effect.gen(function* () {
      const health = yield* OwnHealth;
      yield* passes(30);
      expect(alarms).toEqual([]);
      vitals = { ...well, disk_free: 1024 * 1024 };
      yield* passes(30);
      expect(alarms).toEqual(["1 MB are free on the disk of the home; free some space"]);
      expect((yield* health.current).ailments).toEqual(alarms);
      vitals = {
        ...well,
        output_lag: { unread_bytes: 3 * 1024 * 1024, oldest_unread_ms: 12_000, child: "web/api" },
      };
      yield* passes(10);
      expect(alarms[1]).toMatch(/^what web\/api prints is read 12 s late, 3 MB wait in all/);
      expect((yield* health.current).output_lag).toEqual(vitals.output_lag);
      vitals = well;
      yield* passes(10);
      expect((yield* health.current).ailments).toEqual([]);
      vitals = { ...well, disk_free: 1024 * 1024 };
      yield* passes(10);
      expect(alarms).toHaveLength(3);
    }).pipe(
      Effect.provide(layer.pipe(Layer.provide([signs, logs, supervision]))),
      Effect.provide(TestContext.TestContext),
      Effect.runPromise,
    );
  });

  // To look takes descriptors: for the number of open ones, which was not told, and for the memory, where Node throws.
  // The daemon never looked at itself again after that.
  it("counts all descriptors as open when there is none left to count them with", () => {
    const folder = mkdtempSync(join(tmpdir(), "sentinel-vitals-"));
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

  it("sees how long the event loop was held", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-vitals-"));
    try {
      await Effect.gen(function* () {
        const signs = yield* VitalSigns;
        yield* Effect.sleep(120);
        yield* signs.read;
        yield* Effect.sleep(120);
        for (const end = performance.now() + 400; performance.now() < end; );
        yield* Effect.sleep(120);
        const { event_loop_delay_ms, memory, disk_free } = yield* signs.read;
        expect(event_loop_delay_ms.max).toBeGreaterThan(250);
        expect(memory).toBeGreaterThan(10 * 1024 * 1024);
        expect(disk_free).toBeGreaterThan(0);
      }).pipe(Effect.provide(node.layer({ home })), Effect.runPromise);
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
