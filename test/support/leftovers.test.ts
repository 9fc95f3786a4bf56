import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, onTestFinished } from "vitest";
import { leftIn } from "./leftovers.ts";
import { endProcessesOf } from "./processesOf.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sentinel-left-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A `sleep` below a shell that has ended, so that it is nobody's child. */
const orphan = async (options: {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}): Promise<number> => {
  const shell = spawn("sh", ["-c", "sleep 1000 >/dev/null & echo $!"], {
    ...options,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  shell.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  await once(shell, "close");
  const pid = Number(printed);
  onTestFinished(() => endProcessesOf(folder));
  return pid;
};
const path = process.env.PATH;

it("a leftover file in the run's folder is found", () => {
  expect(leftIn(folder)).toEqual([]);
  mkdirSync(join(folder, "sentinel-e2e-1"));
  expect(leftIn(folder)).toEqual([`folder ${folder}/sentinel-e2e-1`]);
});

it("so is a process with the run's folder in its environment or as its working directory, whatever its parent", async () => {
  const marked = await orphan({ env: { PATH: path, TMPDIR: folder } });
  const inside = await orphan({ cwd: folder, env: { PATH: path } });
  expect(leftIn(folder).toSorted()).toEqual(
    [`process ${marked}: sleep 1000`, `process ${inside}: sleep 1000`].toSorted(),
  );
  await endProcessesOf(folder);
  expect(leftIn(folder)).toEqual([]);
});

// Regression: on macOS, the system's own folder has so long a path that the socket of a home in it could not be made.
it("the path of the run's folder leaves room for the socket of a home in it", () => {
  const socket = join(tmpdir(), "sentinel-somebody-abcdef/home/sentinel.sock");
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(103);
});
