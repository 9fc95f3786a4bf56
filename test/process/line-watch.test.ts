import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turnOver } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { watchForLine } from "../../src/adapters/node/process/watch/lineWatch.ts";

const { refusing, system } = await vi.hoisted(() => import("../support/refusing.ts"));

vi.mock("node:fs", async (original) => refusing(await original()));

// Cause: it was thrown into the event loop that the file could not be opened, and the daemon died of it.
it("a line that makes a run ready is found, even if there were no descriptors when it was printed", async () => {
  const directory = mkdtempSync(join(tmpdir(), "sentinel-line-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "out");
  writeFileSync(file, "");
  const matched = vi.fn();
  onTestFinished(watchForLine([file], /^up$/, matched));
  system.hasDescriptors = false;
  appendFileSync(file, "up\n");
  await vi.waitFor(() => expect(system.refusals).toBeGreaterThan(0));
  await turnOver();
  system.hasDescriptors = true;
  await vi.waitFor(() => expect(matched).toHaveBeenCalledOnce(), 5_000);
});
