import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runDirectory } from "../../src/adapters/node/layout/runDirectories.ts";
import { readShimStatus } from "../../src/adapters/node/process/records/runDirectory.ts";
import { request } from "../../src/client/client.ts";
import type { ServiceStatus } from "../../src/domain/view/Status.ts";
import { eventually, isAlive } from "../e2e/sentinel.ts";
import { openAccount } from "./death/account.ts";
import { forkServersOf, killIfThere, type MortalWorld, makeMortalWorld } from "./death/mortalWorld.ts";
import { readNotes } from "./death/notes.ts";

const size = { steady: 2, crashing: 3, forking: 1 };

const inMortalWorld = async (body: (world: MortalWorld) => Promise<void>): Promise<void> => {
  const world = makeMortalWorld(size);
  try {
    await body(world);
  } finally {
    await world.leave();
  }
};

const theForkServer = async ({ home }: MortalWorld): Promise<number> => {
  await eventually("there is a fork server", () => forkServersOf(home).length === 1);
  return forkServersOf(home)[0] ?? 0;
};

const livesIn = ({ notes }: MortalWorld): number => readNotes(notes).lives.length;

/** Runs that have been asked for and that no shim has begun. */
const unclaimed = ({ home }: MortalWorld): ReadonlyArray<string> =>
  readdirSync(join(home, "runs")).flatMap((child) =>
    readdirSync(join(home, "runs", child))
      .map((run) => join(home, "runs", child, run))
      .filter((run) => existsSync(join(run, "request")) && !existsSync(join(run, "claim"))),
  );

const serviceAt = async (world: MortalWorld, path: string): Promise<ServiceStatus | undefined> =>
  (await world.status()).children.find(
    (child): child is ServiceStatus => child.kind === "service" && child.path === path,
  );

describe("the death of the fork server", () => {
  it("again and again, loses and doubles nothing", () =>
    inMortalWorld(async (world) => {
      const { look, close } = openAccount(world);
      const daemon = world.begin();
      await world.isUp();
      for (let time = 0; time < 8; time += 1) {
        process.kill(await theForkServer(world), "SIGKILL");
        const begun = livesIn(world);
        await eventually("children start all the same", () => livesIn(world) > begun + 1);
        look();
      }
      await daemon.kill();
      expect(await close()).toEqual([]);
    }));

  it("together with the daemon's loses and doubles nothing", () =>
    inMortalWorld(async (world) => {
      const { look, close } = openAccount(world);
      for (let time = 0; time < 6; time += 1) {
        const daemon = world.begin();
        const begun = livesIn(world);
        await eventually("children start", () => livesIn(world) > begun + 1);
        process.kill(daemon.pid, "SIGSTOP");
        forkServersOf(world.home).forEach(killIfThere);
        await daemon.kill();
        look();
      }
      expect(await close()).toEqual([]);
    }));

  it("that comes late can't start what the next daemon has withdrawn", () =>
    inMortalWorld(async (world) => {
      const { close } = openAccount(world);
      const daemon = world.begin();
      const late = await theForkServer(world);
      process.kill(late, "SIGSTOP");
      await eventually("a start is ordered", () => unclaimed(world).length > 0);
      const [withdrawn = ""] = unclaimed(world);
      await daemon.kill();
      const next = world.begin();
      await eventually("it is withdrawn", () => existsSync(join(withdrawn, "claim")));
      const begun = livesIn(world);
      await eventually("children start in its stead", () => livesIn(world) > begun + 1);
      process.kill(late, "SIGCONT");
      await eventually("the late one is gone", () => !isAlive(late));
      expect(readShimStatus(withdrawn).child).toBe(null);
      await next.kill();
      expect(await close()).toEqual([]);
    }));
});

describe("the death of a shim", () => {
  it.each(["while the daemon lives", "while no daemon lives"])(
    "%s leaves its child running, and its exit unknown",
    (when) =>
      inMortalWorld(async (world) => {
        const first = world.begin();
        await world.isUp();
        const before = await serviceAt(world, "steady#1");
        const { shim } = readShimStatus(runDirectory(world.home, { path: "steady#1", run: 1 }));
        // 0 would be the group of the test itself.
        expect([shim?.pid, before?.pid]).toEqual([expect.any(Number), expect.any(Number)]);
        if (when === "while no daemon lives") await first.kill();
        process.kill(shim?.pid ?? 0, "SIGKILL");
        await first.kill();
        world.begin();
        await world.isUp();
        expect(await serviceAt(world, "steady#1")).toMatchObject({
          state: "running",
          pid: before?.pid,
          run: 1,
        });
        process.kill(before?.pid ?? 0, "SIGKILL");
        await eventually("it is restarted", async () => (await serviceAt(world, "steady#1"))?.run === 2);
        expect((await serviceAt(world, "steady#1"))?.last_exit).toMatchObject({
          run: 1,
          code: null,
          signal: null,
          reason: "exit unknown: the shim that waited for it was killed",
        });
      }),
  );
});

describe("the daemon's death right after an answer", () => {
  // What was asked for was written some 50 ms after it was answered.
  it("does not undo what was acknowledged", () =>
    inMortalWorld(async (world) => {
      const daemon = world.begin();
      await world.isUp();
      await request(world.home, "POST /actions", { verb: "stop", paths: ["steady#1"] });
      await daemon.kill();
      world.begin();
      await world.isUp();
      expect(await serviceAt(world, "steady#1")).toMatchObject({ state: "stopped", wanted: "down", run: 1 });
    }));
});
