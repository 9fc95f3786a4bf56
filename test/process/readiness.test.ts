import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ready } from "../../src/domain/tree/ChildSpec.ts";
import { inWorld, serviceOf } from "./world.ts";

const log = (pattern: string): Ready => ({ kind: "log", pattern, timeoutMs: 1000 });

/** Whether a run has become ready by the time that something else has happened. */
const isReadyBy = async (ready: Promise<void>, moment: Promise<unknown>): Promise<boolean> => {
  let state = false;
  void ready.then(() => {
    state = true;
  });
  await moment;
  return state;
};

describe("a run is ready when it says so", () => {
  it.each([3, 5, 8, 9])("after a newline on descriptor %i, which it may close at once", (fd) =>
    inWorld(async ({ start }) => {
      const ready = { kind: "notify", fd, timeoutMs: 1000 } as const;
      const run = await start(serviceOf(["notifies", String(fd)], { ready }));
      await run.ready;
    }),
  );

  it.each([1, 2])("after a complete matching line, printed in parts on descriptor %i", (fd) =>
    inWorld(async ({ start }) => {
      const ready = log("^listening on \\d+$");
      const run = await start(serviceOf(["prints-in-parts", String(fd)], { ready }));
      await run.ready;
    }),
  );

  // Cause: that it could not be noted for the next daemon was thrown into the event loop, and this one died of it.
  it("even if that can't be stored because the disk is full", () =>
    inWorld(async ({ home, start }) => {
      const command = { shell: `until [ -e ${home}/go ]; do sleep 0.02; done; echo up; exec sleep 1000` };
      const run = await start(serviceOf(["waits"], { command, ready: log("^up$") }));
      symlinkSync("/dev/full/none", join(run.directory, "ready"));
      writeFileSync(join(home, "go"), "");
      await run.ready;
    }));

  // R15. Cause: only whole lines counted, and the program waited for its first request with an unfinished one.
  it.each([
    ["stands without a line end", "printf 'listening on'"],
    ["comes in parts that stand in between", "printf listen; sleep 0.3; printf 'ing on'"],
    ["is written over by carriage returns", "printf '\\rstarting 10 %%\\rstarting 99 %%\\rlistening on'"],
    ["is the end of a line with carriage returns", "printf 'starting 99 %%\\rlistening on\\n'"],
  ])("by a line that %s", (_, print) =>
    inWorld(async ({ start }) => {
      const command = { shell: `${print}; exec sleep 1000` };
      const run = await start(serviceOf(["waits"], { command, ready: log("^listening on$") }));
      await run.ready;
    }),
  );

  it("even after a flood of other lines", () =>
    inWorld(async ({ start }) => {
      const command = { shell: "yes | head -n 2000000; echo up; exec sleep 1000" };
      const run = await start(serviceOf(["waits"], { command, ready: log("^up$") }));
      await run.ready;
    }));
});

describe("a run is not ready", () => {
  it("after a partial line that does not match yet", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["never-ready"], { ready: log("^listening on") }));
      const ended = run.end;
      const early = isReadyBy(run.ready, ended);
      while (!run.output().endsWith("listening")) await new Promise((resolve) => setImmediate(resolve));
      await run.ask();
      expect(await early).toBe(false);
    }));

  it("after a notification without its newline", () =>
    inWorld(async ({ start }) => {
      const ready = { kind: "notify", fd: 4, timeoutMs: 1000 } as const;
      const command = { shell: "printf almost >&4; exec 4>&-; exit 2" };
      const run = await start(serviceOf(["waits"], { command, ready }));
      expect(await isReadyBy(run.ready, run.end)).toBe(false);
    }));

  it("however much it prints, which does not delay anything else", () =>
    inWorld(async ({ start }) => {
      const flood = await start(serviceOf(["prints-forever"], { ready: log("^never") }), "flood");
      const early = isReadyBy(flood.ready, flood.end);
      const other = await start(serviceOf(["exits-with", "3"]));
      expect((await other.end).exit).toEqual({ code: 3 });
      await flood.kill();
      expect(await early).toBe(false);
    }));
});
