import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeExit } from "../../src/policy/restart/exit.ts";
import { inWorld, lives, serviceOf } from "./world.ts";

// R19. Cause: what a program had left behind was ended without a word, and "exit code 0" explains nothing.
describe("the processes that a run leaves behind", () => {
  it("when it exits by itself are reported, with pid and command, and killed", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["daemonizes"]));
      const daemon = await run.said("daemon");
      const end = await run.end;
      expect(end).toMatchObject({ exit: { code: 0 }, survivors: [] });
      expect(end.leftBehind).toEqual([{ pid: daemon, command: "sleep 1000" }]);
      expect(lives(daemon)).toBe(false);
    }));

  it("are none if it exits alone, or was asked to stop", () =>
    inWorld(async ({ start }) => {
      const alone = await start(serviceOf(["exits-with", "0"]), "alone");
      expect(await alone.end).not.toHaveProperty("leftBehind");
      const asked = await start(serviceOf(["leaves-daemons"]), "asked");
      await asked.said("daemon");
      await asked.ask();
      expect(await asked.end).not.toHaveProperty("leftBehind");
    }));
});

// R22. Cause: without its files nothing is reported of a run's end, and then it was said that its shim was killed.
describe("a run whose files were deleted while it ran", () => {
  it("ends with that as the reason for an unknown exit", () =>
    inWorld(async ({ home, start }) => {
      const run = await start(serviceOf(["waits"]));
      rmSync(join(home, "runs"), { recursive: true });
      process.kill(run.pid, "SIGTERM");
      const { exit } = await run.end;
      expect(describeExit(exit)).toBe(
        `exit unknown: its files in ${run.directory} were deleted while it ran`,
      );
    }));

  it("can be stopped as before", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      rmSync(run.directory, { recursive: true });
      await run.ask();
      expect(await run.end).toMatchObject({ survivors: [] });
      expect(lives(run.pid)).toBe(false);
    }));
});
