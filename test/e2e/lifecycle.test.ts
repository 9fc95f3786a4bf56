import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { claimHome } from "../../src/adapters/node/home/home.ts";
import { DaemonLifecycle, type ProcessControl, type StartMode } from "../../src/daemon/lifecycle.ts";

const wrong = { kind: "invalid", brief: "line 3", message: "line 3 is wrong" } as const;

it("a daemon whose successor does not start, and that can't supervise again, ends with the reason", async () => {
  const home = mkdtempSync(join(tmpdir(), "sentinel-lifecycle-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const claim = await claimHome(home);
  if (typeof claim === "string") throw new Error(claim);
  const modes: Array<StartMode> = [];
  const controls: Array<ProcessControl> = [];
  const lifecycle = new DaemonLifecycle(home, "the requester", async (held, given, mode) => {
    modes.push(mode);
    controls.push(given);
    if (mode.kind === "first")
      return {
        stop: async () => undefined,
        views: () => ({ epoch: "", seq: 0, views: [] }),
        problem: async () => wrong,
        close: held.release,
      };
    await held.release();
    return { kind: "invalid" as const, message: "the last revision can't be read" };
  });
  expect(await lifecycle.start(claim, { kind: "first" })).toBeNull();
  controls[0]?.makeRoom();
  expect(await lifecycle.left).toEqual({
    kind: "unable",
    why: expect.stringContaining("the last revision can't be read"),
  });
  // Regression: what was known of the file was lost here.
  expect(modes).toEqual([{ kind: "first" }, { kind: "again", problem: wrong }]);
});
