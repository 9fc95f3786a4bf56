import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { needs } from "../support/needs.ts";
import { inPlace, upTo } from "./place.ts";

const run = { path: "web/api", run: 1 };
const waitLong = { timeout: 25_000, interval: 20 };

/** A file system of 8 MB, or why there is none. */
const folder = mkdtempSync(join(tmpdir(), "sentinel-disk-"));
const mount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=8m", "sentinel", folder], { encoding: "utf8" });
const problem = mount.status === 0 ? null : (mount.stderr ?? String(mount.error)).trim();
const onSmallDisk = needs(problem === null ? null : `no file system of 8 MB can be mounted: ${problem}`);

afterAll(() => {
  if (!problem) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true });
});

/** In blocks of 4 kB, a third of the reserve: less is left only where the machine is too busy to remove anything. */
const lastRoom = 250;

/**
 * Prints lines of 1,000 bytes that can't be compressed much, some 5 MB/s, and says on standard error if it can't.
 * It waits where it would be faster than a busy machine can make room: what is shown is that there is room again.
 * By `stat`: without /proc, `df` warned on standard error each time, and these lines were counted as well.
 */
const prints = (count: number): string =>
  `base64 -w 950 /dev/urandom | head -n ${count} |
    awk '{ print NR, $0; if (NR % 100 == 0) { fflush(); system("${waitsForRoom}") } }'`;
const waitsForRoom = `sleep 0.02; until [ $(stat -f -c %a ${folder}) -gt ${lastRoom} ]; do sleep 0.02; done`;

const numbersOf = (lines: ReadonlyArray<{ readonly text: string }>): ReadonlyArray<number> =>
  lines.map(({ text }) => Number.parseInt(text, 10));

describe("a disk that is getting full", () => {
  onSmallDisk("never is, while old output can be removed; what was is counted and said", () => {
    const home = join(folder, "first");
    mkdirSync(home);
    return inPlace(async ({ make, program, open }) => {
      const { track, drained, read, alarms } = await open({ reserve: 3e6 });
      make(run);
      const { group, end } = program(run, prints(15_000));
      await track(run, { maxFiles: 1_000 }, group);
      await end;
      const { lines, complete } = await drained(run);
      expect(await read({ stream: "stderr" })).toEqual([]);
      expect({ lines, complete }).toEqual({ lines: 15_000, complete: true });
      await vi.waitFor(() => {
        const { bavail, bsize } = statfsSync(folder);
        expect(bavail * bsize).toBeGreaterThan(3e6);
        expect(alarms.at(-1)).toMatch(/room on the disk again/);
      }, waitLong);
      expect(alarms[0]).toMatch(/the disk is getting full/);
      const left = await read();
      const [first = 0] = numbersOf(left);
      expect(first).toBeGreaterThan(1);
      expect(numbersOf(left)).toEqual(upTo(15_000).slice(first - 1));
      const lost = alarms.flatMap((alarm) => /(\d+) lines of web\/api/.exec(alarm)?.[1] ?? []);
      expect(lost.reduce((sum, count) => sum + Number(count), 0)).toBe(first - 1);
    }, home);
  });

  onSmallDisk("and was filled by somebody else is lived through, and recovered from", () => {
    const home = join(folder, "second");
    mkdirSync(home);
    const ballast = join(folder, "ballast");
    return inPlace(async ({ make, print, open }) => {
      const { track, read, alarms } = await open({ reserve: 1e6 });
      make(run);
      await track(run);
      print(run, "out", "before\n");
      expect(await read()).toHaveLength(1);
      spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=64k"]);
      expect(() => print(run, "out", "x".repeat(1e6))).toThrow("ENOSPC");
      await vi.waitFor(() => expect(alarms.join()).toMatch(/getting full/), waitLong);
      rmSync(ballast);
      print(run, "out", "\nafter\n");
      await vi.waitFor(async () => expect((await read()).at(-1)?.text).toBe("after"), waitLong);
      await vi.waitFor(() => expect(alarms.at(-1)).toMatch(/room on the disk again/), waitLong);
      const lines = await read();
      expect(lines.map(({ seq }) => seq)).toEqual(upTo(lines.at(-1)?.seq ?? 0).slice(-lines.length));
    }, home);
  });

  // It said twice a second that the lines of an ended run were removed, while they stayed: the index can't be written
  // anew without any room, and that this had failed was passed over.
  onSmallDisk("and was filled by somebody else: what can't be removed is not said to be", () => {
    const home = join(folder, "third");
    mkdirSync(home);
    const ballast = join(folder, "ballast");
    let looks = 0;
    const freeSpace = async () => {
      looks += 1;
      const { bavail, blocks, bsize } = statfsSync(folder);
      return { free: bavail * bsize, total: blocks * bsize };
    };
    return inPlace(async ({ make, program, open }) => {
      const { track, drained, read, alarms } = await open({ reserve: 1e6, freeSpace });
      make(run);
      await track(run);
      await program(run, "echo only").end;
      await drained(run);
      spawnSync("dd", ["if=/dev/zero", `of=${ballast}`, "bs=64k"]);
      await vi.waitFor(() => expect(alarms.join()).toMatch(/getting full/), waitLong);
      const before = looks;
      await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 6), waitLong);
      expect(alarms).toHaveLength(1);
      expect(await read()).toMatchObject([{ seq: 1, text: "only" }]);
      rmSync(ballast);
      await vi.waitFor(() => expect(alarms.at(-1)).toMatch(/room on the disk again/), waitLong);
      // What was about to be removed when the room came may be removed still, and then that is said.
      const isRemoved = alarms.join().includes("removed to make room on the disk: 1 lines of web/api");
      expect((await read()).map(({ text }) => text)).toEqual(isRemoved ? [] : ["only"]);
    }, home);
  });

  it("compresses output first, and removes nothing if that is enough", () =>
    inPlace(async ({ make, print, open, home }) => {
      const file = join(home, "runs", "web+api", "1", "out");
      const freeSpace = async () => ({ free: 3e6 - statSync(file).blocks * 512, total: 10e6 });
      make(run);
      const { track, read, alarms } = await open({ reserve: 1e6, freeSpace });
      await track(run);
      print(run, "out", `${"the same again\n".repeat(200_000)}`);
      await read();
      await vi.waitFor(() => expect(statSync(file).blocks * 512).toBeLessThan(1_000_000), waitLong);
      await vi.waitFor(() => expect(alarms.at(-1)).toMatch(/room on the disk again/), waitLong);
      expect(alarms).toHaveLength(2);
      expect(await read()).toHaveLength(200_000);
    }));
});
