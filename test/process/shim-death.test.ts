import { describe, expect, it } from "vitest";
import { readShimStatus } from "../../src/adapters/node/process/records/runDirectory.ts";
import { needsEnvironments } from "../support/needs.ts";
import { inWorld, lives, type StartedRun, serviceOf } from "./world.ts";

const killShim = ({ directory }: StartedRun): void => {
  const { shim } = readShimStatus(directory);
  if (shim) process.kill(shim.pid, "SIGKILL");
};

const unknown = { unknown: "the shim that waited for it was killed" };

describe("a run whose shim was killed with -9", () => {
  it("continues, and its exit is noticed, without guessing how it exited", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      killShim(run);
      process.kill(run.pid, "SIGWINCH");
      expect(lives(run.pid)).toBe(true);
      process.kill(run.pid, "SIGTERM");
      expect(await run.end).toMatchObject({ exit: unknown, survivors: [] });
      expect(lives(run.pid)).toBe(false);
    }));

  const stops = (how: "ask" | "kill") => () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["setsid-escapes"]));
      const escaped = await run.said("escaped");
      killShim(run);
      await run[how]();
      expect(await run.end).toMatchObject({ exit: unknown, survivors: [] });
      expect([run.pid, escaped].filter(lives)).toEqual([]);
    });
  needsEnvironments("can still be stopped by ask, with all its processes", stops("ask"));
  it("can still be stopped by kill, with all its processes", stops("kill"));

  it("gets a signal that shims ignore, and continues under its shim", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      const { shim } = readShimStatus(run.directory);
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1"]) {
        process.kill(shim?.pid ?? 0, signal);
      }
      process.kill(run.pid, "SIGUSR2");
      expect((await run.end).exit).toEqual({ signal: "SIGUSR2" });
    }));
});
