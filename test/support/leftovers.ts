import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bySystem } from "../../src/system.ts";
import { endProcessesOf, type ProcessOf, processesOf } from "./processesOf.ts";

/** How long what was told to end may take until it has, in ms. */
const patience = 5_000;

/** The runner's own workers stand directly below it. */
const isWorker = ({ parent }: ProcessOf): boolean => parent === process.pid;

/** What there is of a folder for temporary files: files in it, and processes that have to do with it. */
export const leftIn = (folder: string): ReadonlyArray<string> => [
  ...processesOf(folder)
    .filter((found) => !isWorker(found))
    .map(({ pid, command }) => `process ${pid}: ${command}`),
  ...readdirSync(folder).map((name) => `folder ${join(folder, name)}`),
];

const leftAfterAll = async (folder: string): Promise<ReadonlyArray<string>> => {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(50))
    if (leftIn(folder).length === 0) return [];
  return leftIn(folder);
};

/** macOS's own has such a long path (/private/var/folders/…) that sockets in it get near the longest one that is possible. */
const temporary = bySystem({ linux: tmpdir, darwin: () => "/tmp" });

/**
 * A global setup of vitest: all tests of a run have one folder for temporary files, and pass it on to whatever they
 * start. After the last test neither a file of it nor a process with it may be left. TEST_COUNTS is the folder where
 * the outcome is counted (scripts/test.mjs).
 */
export const setup = (): (() => Promise<void>) => {
  // Short, for the sake of the sockets in it; of the real path, since that is what processes are known by.
  const folder = realpathSync(mkdtempSync(join(temporary(), "st-")));
  // Tests as another user work in it, too.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  // npm and tsc have Node 22 and later keep what it has compiled, in this folder.
  process.env.NODE_DISABLE_COMPILE_CACHE = "1";
  return async () => {
    const left = await leftAfterAll(folder);
    await endProcessesOf(folder, isWorker);
    rmSync(folder, { recursive: true, force: true });
    if (left.length > 0) {
      process.exitCode = 1;
      console.error(`\nThe tests left something behind:\n${left.map((one) => `  ${one}\n`).join("")}`);
    }
    const counts = process.env.TEST_COUNTS;
    if (counts === undefined) return;
    const failures = left.length === 0 ? [] : [`the tests left behind: ${left.join("; ")}`];
    const outcome = { passed: 1 - failures.length, failed: failures.length, failures };
    writeFileSync(join(counts, "leftovers.json"), JSON.stringify(outcome));
  };
};
