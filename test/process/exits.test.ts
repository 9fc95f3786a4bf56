import { describe, expect, it } from "vitest";
import { signalNames } from "../../src/domain/tree/signals.ts";
import { inWorld, serviceOf } from "./world.ts";

const codes = [0, 1, 2, 3, 75, 126, 127, 128, 129, 130, 131, 137, 141, 143, 255];

/** What a program that does nothing about it lives on after, or is only stopped by. */
const endless = ["CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "WINCH"].map((name) => `SIG${name}`);
/** The name that the shell of the fixture does not know. */
const unknownToDash = "SIGSTKFLT";
const signals = signalNames.filter((name) => !endless.includes(name) && name !== unknownToDash);

describe("the exit of a run is reported exactly as by the kernel", () => {
  it.each(codes)("a program that exits with %i has the code %i, and no signal", (code) =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["exits-with", String(code)]));
      expect(await run.end).toMatchObject({ exit: { code }, survivors: [] });
    }),
  );

  it.each(signals)("a program killed by %s has that signal, and no code", (signal) =>
    inWorld(async ({ start }) => {
      const run = await start(serviceOf(["dies-by-signal", signal.slice(3)]));
      expect(await run.end).toMatchObject({ exit: { signal }, survivors: [] });
    }),
  );

  it("a signal from outside is reported like its own", () =>
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

  // R9: Node sends signals by the names that it knows, and these are not among them.
  it.each(["SIGRTMIN", "SIGRTMIN+3", "SIGRTMIN+30"])(
    "%s can be what it is asked to stop with",
    (stopSignal) =>
      inWorld(async ({ start }) => {
        const run = await start(serviceOf(["waits"], { stopSignal }));
        await run.ask();
        expect((await run.end).exit).toEqual({ signal: stopSignal });
      }),
  );

  it("all output is recorded when the exit is reported", () =>
    inWorld(async ({ start }) => {
      const run = await start(
        serviceOf(["waits"], { command: { shell: "seq 1 20000; echo last >&2; exit 4" } }),
      );
      expect((await run.end).exit).toEqual({ code: 4 });
      expect(run.output().trimEnd().split("\n").length).toBe(20_000);
      expect(run.output("err")).toBe("last\n");
    }));
});
