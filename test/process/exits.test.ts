import { describe, expect, it } from "vitest";
import { signalNames } from "../../src/domain/signals.ts";
import { inWorld, serviceOf } from "./world.ts";

const codes = [0, 1, 2, 3, 75, 126, 127, 128, 129, 130, 131, 137, 141, 143, 255];

/** What a program that does nothing about it lives on after, or is only stopped by. */
const endless = ["CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH"].map((name) => `SIG${name}`);
const signals = signalNames.filter((name) => !endless.includes(name));

describe("how a run ended is told exactly as the kernel told it", () => {
  it.each(codes)("a program that exits with %i has the code %i, and no signal", (code) =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["exits-with", String(code)]));
      expect(await run.end).toMatchObject({ exit: { code }, survivors: [] });
    }),
  );

  it.each(signals)("a program that dies by %s has that signal, and no code", (signal) =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["dies-by-signal", signal.slice(3)]));
      expect(await run.end).toMatchObject({ exit: { signal }, survivors: [] });
    }),
  );

  it("a signal from outside is told like one's own", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      process.kill(run.pid, "SIGKILL");
      expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
    }));

  it("a real-time signal has a name too", () =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["waits"]));
      process.kill(run.pid, 36);
      expect((await run.end).exit).toEqual({ signal: "SIGRTMIN+2" });
    }));

  it("all that was printed is there when the end is told", () =>
    inWorld(async ({ start }) => {
      const run = await start(
        serviceOf(["waits"], { command: { shell: "seq 1 20000; echo last >&2; exit 4" } }),
      );
      expect((await run.end).exit).toEqual({ code: 4 });
      expect(run.output().trimEnd().split("\n").length).toBe(20_000);
      expect(run.output("err")).toBe("last\n");
    }));
});
