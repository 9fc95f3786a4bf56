import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect } from "vitest";
import type { JournalEntry } from "../../src/domain/Event.ts";
import { needs } from "../support/needs.ts";
import { endProcessesOf } from "../support/processesOf.ts";
import { eventually, makePlace } from "./sentinel.ts";

const place = makePlace(`
name: shop
intensity: 1
defaults: { min_uptime: 50ms, backoff: { initial: 100ms, max: 300ms, jitter: 0 } }
children:
  web: { command: sleep 1000 }
  tick: { command: sleep 1001 }
`);

/** The home on a file system of 8 MB, or why that can't be. */
mkdirSync(place.home);
const options = ["-t", "tmpfs", "-o", "size=8m,mode=700", "sentinel", place.home];
const mount = spawnSync("mount", options, { encoding: "utf8" });
const problem = mount.status === 0 ? null : (mount.stderr ?? String(mount.error)).trim();
const onSmallDisk = needs(problem === null ? null : `no file system of 8 MB can be mounted: ${problem}`);

afterAll(async () => {
  if (!problem) {
    await endProcessesOf(place.folder);
    // Lazily: a process that is about to end may still have a file open there.
    spawnSync("umount", ["--lazy", place.home]);
  }
  await place.leave();
});

interface Explained {
  readonly sentences: ReadonlyArray<string>;
  readonly facts: { readonly refused_starts: number };
}
const explained = () => place.json<Explained>("explain", "web");
const refusals = async (): Promise<number> => (await explained()).facts.refused_starts;
const events = async (): Promise<ReadonlyArray<JournalEntry>> =>
  (await place.sentinel("events", "-n", "1000", "--json")).out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
const ballast = join(place.home, "ballast");

// Each refused start was a failure: the tree was given up within seconds, and tried again when there had been room
// for minutes.
describe("on a full disk", () => {
  onSmallDisk("a child that ends waits for room, counts nothing, and takes nobody along", async () => {
    await place.sentinel("up", "--detach");
    const { web: first = 0, tick = 0 } = await place.pids();
    // Whoever fills the disk takes what a refused start gives back, too.
    const fill = 'while :; do cat /dev/zero >>"$0"; sleep 0.02; done';
    const filler = spawn("sh", ["-c", fill, ballast], { stdio: "ignore" });
    try {
      await eventually("the disk is full", () => statfsSync(place.home).bavail === 0);
      process.kill(first, "SIGKILL");
      await eventually("more starts are refused than crashes allowed", async () => (await refusals()) > 3);
      const told = await events();
      expect(told).toContainEqual(expect.objectContaining({ type: "alarm", alarm: "journal" }));
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
      // In the middle of the next try there is nothing to say of the last one.
      await eventually("it says what it waits for", async () =>
        /no space left on the disk: .*ENOSPC/.test((await explained()).sentences.join(" ")),
      );
    } finally {
      filler.kill("SIGKILL");
      rmSync(ballast);
    }
    await eventually("it is back", async () => (await place.pids()).web !== undefined);
    await eventually("that is forgotten", async () => (await refusals()) === 0);
    expect((await place.status()).state).toBe("running");
    expect(await place.pids()).toMatchObject({ tick });
  });
});

describe("the first start on a full disk", () => {
  // R12: there was no room for the reason in daemon.log, and `up --detach` said that the daemon was killed.
  onSmallDisk("is refused with the true reason, in the background as in the foreground", async () => {
    const small = makePlace("name: x\nchildren: {}\n");
    mkdirSync(small.home);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k,mode=700", "sentinel", small.home]);
      const fill = openSync(join(small.home, "ballast"), "w");
      const isFull = (): boolean => statfsSync(small.home).bavail === 0;
      while (!isFull()) writeSync(fill, Buffer.alloc(4096));
      closeSync(fill);
      const home = join(small.home, "h");
      for (const verb of [["up", "--detach"], ["daemon"]]) {
        const { code, err } = await small.sentinel(...verb, "--home", home);
        expect(code).toBe(1);
        expect(err).toMatch(
          /^sentinel: .*\/h can't be locked: .*full; free some space, or choose another --home\n$/,
        );
      }
    } finally {
      execFileSync("umount", [small.home]);
      await small.leave();
    }
  });
});
