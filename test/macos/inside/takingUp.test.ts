import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { readShimStatus } from "../../../src/adapters/node/process/records/runDirectory.ts";
import { stateOf } from "../../../src/adapters/node/process/table/processTable.ts";
import type { Left } from "../../../src/ports/machine/ProcessSpawner.ts";
import { afterDaemonDeath } from "../../process/daemonDeath.ts";
import { inWorld, nextDaemon, serviceOf } from "../../process/world.ts";
import { psDuring, stepClock, whilePsFails } from "./imitation.ts";

const leftIn = async (home: string): Promise<Left> => Effect.runPromise((await nextDaemon(home)).left);

const livesIn = async (home: string): Promise<ReadonlyArray<string>> =>
  (await leftIn(home)).runs.map(({ life }) => life);

/** First in this file: a daemon learns of its boot once. */
describe("the next daemon on macOS", () => {
  it("takes up what lives although the clock was corrected", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      stepClock(3600);
      expect(await livesIn(home)).toEqual(["live"]);
    }));

  it("takes up a run whose own zone and language are others", () =>
    afterDaemonDeath(
      [{ argv: ["waits"], rest: { env: { TZ: "Asia/Tokyo", LC_ALL: "de_DE.UTF-8" } } }],
      async ({ home }) => {
        expect(await livesIn(home)).toEqual(["live"]);
      },
    ));

  it("takes up what lives although the zone of the system has changed", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      const zone = process.env.TZ;
      process.env.TZ = "America/New_York";
      try {
        expect(await livesIn(home)).toEqual(["live"]);
      } finally {
        if (zone === undefined) delete process.env.TZ;
        else process.env.TZ = zone;
      }
    }));

  it("asks ps once for all runs", () =>
    afterDaemonDeath(
      Array.from({ length: 4 }, () => ({ argv: ["waits"] as const })),
      async ({ home }) => {
        const spawner = await nextDaemon(home);
        const asked = await psDuring(async () => {
          const { runs } = await Effect.runPromise(spawner.left);
          expect(runs.map(({ life }) => life)).toEqual(Array(4).fill("live"));
          await Promise.all(runs.map((run) => Effect.runPromise(spawner.adopt(run, run.spec))));
        });
        expect(asked).toHaveLength(1);
      },
    ));
});

describe("a failure of ps", () => {
  it("is no end: what lives is taken up", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      expect(await whilePsFails(() => livesIn(home))).toEqual(["live"]);
    }));

  it("leaves the state of a process unknown", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      const { child } = readShimStatus(run.directory);
      expect(child && stateOf(child)).toBe("alive");
      expect(await whilePsFails(() => child && stateOf(child))).toBe("unknown");
    }));

  it("lets nothing start that could not be recognised again", () =>
    inWorld(async ({ refusal }) => {
      expect(await whilePsFails(() => refusal(serviceOf(["waits"])))).toMatchObject({ _tag: "SpawnFailed" });
    }));
});
