import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Context, Effect, Layer } from "effect";
import { describe, expect, it } from "vitest";
import { layer } from "../../src/adapters/node/ProcessSpawner.ts";
import { readShimStatus } from "../../src/adapters/node/process/runDirectory.ts";
import { ProcessSpawner } from "../../src/ports/ProcessSpawner.ts";
import { afterDaemonDeath } from "./daemonDeath.ts";
import { inWorld, lives, serviceOf, until } from "./world.ts";

const nextDaemon = async (home: string): Promise<Context.Tag.Service<typeof ProcessSpawner>> =>
  Context.get(await Effect.runPromise(Effect.scoped(Layer.build(layer({ home })))), ProcessSpawner);

const said = async (directory: string, word: string): Promise<number> => {
  const find = (): string | undefined =>
    new RegExp(`^${word} (\\d+)$`, "m").exec(readFileSync(join(directory, "out"), "utf8"))?.[1];
  await until(() => find() !== undefined);
  return Number(find());
};

describe("after a daemon was killed with -9", () => {
  it("its children run on, and the next one ends them, with all that belongs to them", () =>
    afterDaemonDeath(["waits", "leaves-daemons", "ignores-term"], async ({ home, pids, directoryOf }) => {
      const strays = [await said(directoryOf(1), "orphan"), await said(directoryOf(1), "daemon")];
      expect([...pids, ...strays].filter(lives)).toEqual([...pids, ...strays]);
      const spawner = await nextDaemon(home);
      expect(await Effect.runPromise(spawner.reclaim)).toEqual(
        pids.map((pid, index) => ({ path: `child-${index}`, run: 7, pid })),
      );
      expect([...pids, ...strays].filter(lives)).toEqual([]);
      expect(await Effect.runPromise(spawner.reclaim)).toEqual([]);
    }));

  it("the shim records how its command ended, then and afterwards", () =>
    afterDaemonDeath(["waits", "waits"], async ({ home, pids: [first = 0], directoryOf }) => {
      process.kill(first, "SIGUSR1");
      await until(() => readShimStatus(directoryOf(0)).exit !== null);
      expect(readShimStatus(directoryOf(0)).exit).toEqual({ signal: "SIGUSR1" });
      await Effect.runPromise((await nextDaemon(home)).reclaim);
      expect(readShimStatus(directoryOf(1)).exit).toEqual({ signal: "SIGKILL" });
    }));

  it("run numbers go on where they were", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      const spawner = await nextDaemon(home);
      expect(await Effect.runPromise(spawner.lastRuns)).toEqual(new Map([["child-0", 7]]));
      await Effect.runPromise(spawner.reclaim);
    }));

  it("the children had the soft limit of open files that the daemon was started with", () =>
    afterDaemonDeath(["shows"], async ({ home, directoryOf }) => {
      await until(() => readShimStatus(directoryOf(0)).exit !== null);
      expect(readFileSync(join(directoryOf(0), "out"), "utf8")).toBe("321\n");
      await Effect.runPromise((await nextDaemon(home)).reclaim);
    }));
});

describe("reclaiming", () => {
  it("withdraws a run that was never started, so that a late shim can't start it", () =>
    inWorld(async ({ home, spawner }) => {
      const directory = join(home, "runs", "late", "3");
      mkdirSync(directory, { recursive: true });
      expect(await Effect.runPromise(spawner.reclaim)).toEqual([]);
      expect(readFileSync(join(directory, "claim"), "utf8")).toBe("never started\n");
      expect(await Effect.runPromise(spawner.lastRuns)).toEqual(new Map([["late", 3]]));
    }));

  it("touches no process that only has the number of one of ours", () =>
    inWorld(async ({ home, start, spawner }) => {
      const bystander = await start(serviceOf(["waits"]), "bystander");
      const { shim, child } = readShimStatus(bystander.directory);
      const directory = join(home, "runs", "old", "1");
      mkdirSync(directory, { recursive: true });
      const request = readFileSync(join(bystander.directory, "request"));
      writeFileSync(join(directory, "request"), request);
      writeFileSync(join(directory, "claim"), "");
      writeFileSync(join(directory, "status"), `shim ${shim?.pid} 1\nchild ${child?.pid} 2\n`);
      const other = await nextDaemon(home);
      // Its own run would be reclaimed as well: only what is old is to be looked at.
      writeFileSync(
        join(bystander.directory, "request"),
        String(request).replaceAll(/"boot":"[^"]*"/g, '"boot":"x"'),
      );
      expect(await Effect.runPromise(other.reclaim)).toEqual([]);
      expect(lives(bystander.pid)).toBe(true);
      expect(await Effect.runPromise(spawner.lastRuns)).toEqual(
        new Map([
          ["bystander", 1],
          ["old", 1],
        ]),
      );
    }));
});
