import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { needsEnvironments } from "../support/needs.ts";
import { inWorld, lives, serviceOf, until } from "./world.ts";

const portIsHeld = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });

describe("a request to a run to stop", () => {
  it("sends the stop signal to the group", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"], { stopSignal: "SIGUSR1" }));
      await run.ask();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGUSR1" }, survivors: [] });
    }));

  it("sends the currently declared signal", () =>
    inWorld(async ({ start }) => {
      const spec = serviceOf(["waits"], { stopSignal: "SIGUSR1" });
      const run = await start(spec);
      await Effect.runPromise(run.process.updateSpec({ ...spec, stopSignal: "SIGUSR2" }));
      await run.ask();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGUSR2" }, survivors: [] });
    }));

  it("resumes a suspended run, so that it can react to the signal", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      process.kill(run.pid, "SIGSTOP");
      await run.ask();
      expect((await run.end).exit).toEqual({ signal: "SIGTERM" });
    }));

  it("is not enough for a program that ignores it; killing is", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["ignores-term"]));
      await until(() => run.output() !== "");
      await run.ask();
      await run.ask();
      expect(lives(run.pid)).toBe(true);
      await run.kill();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
      expect(lives(run.pid)).toBe(false);
    }));

  it("gives descendants in the group the same time: the run ends when they have exited", () =>
    inWorld(async ({ start, home }) => {
      const note = join(home, "note");
      const run = await start(serviceOf(["forks-slow-child", note]));
      await until(() => run.output() !== "");
      await run.ask();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGTERM" }, survivors: [] });
      expect(existsSync(note)).toBe(true);
    }));

  it("takes as long as a descendant ignores it, and ends at once when the run is killed", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["has-stubborn-child"]));
      const child = await run.said("child");
      await run.ask();
      await until(() => !lives(run.pid));
      expect(lives(child)).toBe(true);
      await run.kill();
      expect(await run.end).toMatchObject({ exit: { signal: "SIGTERM" }, survivors: [] });
      expect(lives(child)).toBe(false);
    }));

  it("does nothing to a run that has ended", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["exits-with", "0"]));
      await run.end;
      await run.ask();
      await run.kill();
      expect((await run.end).exit).toEqual({ code: 0 });
    }));
});

describe("processes that left the group are gone when a run has ended", () => {
  for (const how of ["ask", "kill"] as const)
    needsEnvironments(`double forks, and daemons in their own sessions, after ${how}`, () =>
      inWorld(async ({ start }) => {
        const run = await start(serviceOf(["leaves-daemons"]));
        const left = [await run.said("orphan"), await run.said("daemon")];
        await run[how]();
        expect((await run.end).survivors).toEqual([]);
        expect(left.filter(lives)).toEqual([]);
      }),
    );

  for (const how of ["ask", "kill"] as const)
    needsEnvironments(`a child that calls setsid and ignores SIGTERM, after ${how}`, () =>
      inWorld(async ({ start }) => {
        const run = await start(serviceOf(["setsid-escapes"]));
        const escaped = await run.said("escaped");
        await run[how]();
        expect((await run.end).survivors).toEqual([]);
        expect(lives(escaped)).toBe(false);
      }),
    );

  it("a child in another session without an identifying environment, after a kill", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["clears-environment"]));
      const bare = await run.said("bare");
      await run.kill();
      expect((await run.end).survivors).toEqual([]);
      expect(lives(bare)).toBe(false);
    }));

  needsEnvironments("the holder of a port, so that the next run finds it free", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["holds-port.cjs"]));
      const port = await run.said("port");
      expect(await portIsHeld(port)).toBe(true);
      process.kill(run.pid, "SIGKILL");
      expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
      expect(await portIsHeld(port)).toBe(false);
      const next = await start(serviceOf(["holds-port.cjs", String(port)]));
      expect(await next.said("port")).toBe(port);
    }),
  );

  needsEnvironments("leftovers of a crashed leader, before the exit is reported", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["crashes-leaving-child"]));
      const end = await run.end;
      const left = [await run.said("orphan"), await run.said("daemon")];
      expect(end).toMatchObject({ exit: { code: 3 }, survivors: [] });
      expect(left.filter(lives)).toEqual([]);
    }),
  );

  needsEnvironments("but nothing of other runs", () =>
    inWorld(async ({ start }) => {
      const other = await start(serviceOf(["leaves-daemons"]), "other");
      const kept = [other.pid, await other.said("orphan"), await other.said("daemon")];
      const run = await start(serviceOf(["leaves-daemons"]));
      await run.said("daemon");
      await run.kill();
      await run.end;
      expect(kept.filter(lives)).toEqual(kept);
    }),
  );
});

describe("a signal", () => {
  it("goes to the whole group", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["has-stubborn-child"]));
      const child = await run.said("child");
      await Effect.runPromise(run.process.signal("SIGUSR1"));
      await until(() => !lives(run.pid) && !lives(child));
      expect((await run.end).exit).toEqual({ signal: "SIGUSR1" });
    }));
});
