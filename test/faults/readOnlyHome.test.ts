import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";
import { endProcessesOf } from "../support/processesOf.ts";
import { statusSays, tree } from "./trouble.ts";

/** A disk that fails: the kernel makes a file system of its own read-only, with files open for writing. */

const folder = mkdtempSync(join(tmpdir(), "sentinel-ro-"));
const disk = join(folder, "disk");
let place: Place;

const run = (command: string, ...args: ReadonlyArray<string>): string | null => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? null : (stderr ?? String(error)).trim();
};
const mounted = (home: string): string | null => {
  writeFileSync(disk, Buffer.alloc(16 * 1024 * 1024));
  return run("mkfs.ext4", "-q", "-m0", disk) ?? run("mount", "-o", "loop", disk, home);
};

place = makePlace(tree);
mkdirSync(place.home);
const problem = mounted(place.home);
const onDisk = needs(problem === null ? null : `no file system in a file can be mounted: ${problem}`);

beforeAll(() => {
  // Not Sentinel's, and in the way of a new home.
  rmSync(join(place.home, "lost+found"), { recursive: true, force: true });
});
afterAll(async () => {
  await endProcessesOf(place.folder);
  if (problem === null) spawnSync("umount", ["--lazy", place.home]);
  await place.leave();
  rmSync(folder, { recursive: true });
});

describe("a home on a disk that becomes read-only", () => {
  onDisk("is reported; its children run on and wait for their restart", async () => {
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
    const { web = 0, tick = 0 } = await place.pids();
    // What the kernel does after an error of the disk (errors=remount-ro).
    expect(run("mount", "-o", "remount,abort", place.home)).toBe(null);
    process.kill(web, "SIGKILL");
    await eventually("it waits", async () => {
      const { sentences } = await place.json<{ sentences: ReadonlyArray<string> }>("explain", "web");
      return /the home of the daemon can't be written: .*(EROFS|EIO)/.test(sentences.join(" "));
    });
    await statusSays(place, /the journal .* can't be used: .*\d+ events wait/);
    expect((await place.pids()).tick).toBe(tick);
    const { pid: daemon } = (await place.status()).daemon;
    // It can't remove the record of the daemon, by which `down` knows how it has ended.
    await place.sentinel("down");
    expect([daemon, tick].filter(isAlive)).toEqual([]);
  });
});
