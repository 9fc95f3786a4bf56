import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readShimStatus } from "../../src/adapters/node/process/records/runDirectory.ts";
import { findLauncher } from "../../src/adapters/node/process/shim/launcher.ts";
import { shimArguments, shimScript } from "../../src/adapters/node/process/shim/shim.ts";
import { listenToShim } from "../../src/adapters/node/process/watch/alive/darwin.ts";
import { until } from "../process/world.ts";

const launcher = await findLauncher();

/** A run's directory, and how often its listener was told of what. */
const listening = () => {
  const directory = mkdtempSync(join(tmpdir(), "sentinel-listener-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  execFileSync("mkfifo", [join(directory, "alive")]);
  for (const file of ["status", "out", "err"]) writeFileSync(join(directory, file), "");
  const told = { changed: 0, ended: 0 };
  const listen = () => {
    const listener = listenToShim(directory, {
      changed: () => {
        told.changed += 1;
      },
      ended: () => {
        told.ended += 1;
      },
    });
    onTestFinished(listener.close);
    return listener;
  };
  return { directory, told, listen };
};

/** A writer that stays: so that no end of the FIFO can be told. */
const keepOpen = (directory: string): void => {
  const writer = openSync(join(directory, "alive"), "r+");
  onTestFinished(() => closeSync(writer));
};

const shimOf = (directory: string, ...command: ReadonlyArray<string>) => {
  const args = [
    "-c",
    shimScript,
    "shim",
    ...shimArguments(launcher, [directory, "-", "-", "1024", ""], command, false),
  ];
  return spawn(launcher.shell, args, { cwd: directory, stdio: "ignore", detached: true });
};

describe("a listener that is not told of a FIFO's end", () => {
  it("knows the exit by what the shim writes after it", async () => {
    const { directory, told, listen } = listening();
    keepOpen(directory);
    listen();
    shimOf(directory, "true");
    await until(() => told.ended > 0);
  });

  it("sees a killed shim by the missing writer", async () => {
    const { directory, told, listen } = listening();
    const listener = listen();
    const shim = shimOf(directory, "sleep", "60");
    await until(() => told.changed > 0);
    const command = readShimStatus(directory).child?.pid ?? Number.NaN;
    onTestFinished(() => void process.kill(command, "SIGKILL"));
    listener.look();
    expect(told.ended).toBe(0);
    shim.kill("SIGKILL");
    await once(shim, "exit");
    listener.look();
    expect(told.ended).toBeGreaterThan(0);
  });

  it("does not take a shim that is still to come for one that is gone", () => {
    const { directory, told, listen } = listening();
    const listener = listen();
    listener.look();
    expect(told).toEqual({ changed: 0, ended: 0 });
    writeFileSync(join(directory, "claim"), "");
    listener.look();
    expect(told).toEqual({ changed: 0, ended: 1 });
  });

  it("finds out what happened while there was no daemon", async () => {
    const { directory, told, listen } = listening();
    keepOpen(directory);
    const listener = listen();
    listener.look();
    await expect.poll(() => told).toEqual({ changed: 1, ended: 0 });
    appendFileSync(join(directory, "status"), "exit 0\n");
    listener.look();
    await expect.poll(() => told).toEqual({ changed: 1, ended: 1 });
  });
});
