import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { needs } from "../support/needs.ts";
import { inPlace, upTo } from "./place.ts";

const run = { path: "web/api", run: 1 };
const other = { path: "web/other", run: 1 };
const waitLong = { timeout: 20_000, interval: 5 };
const none = { unread_bytes: 0, oldest_unread_ms: 0, child: null };

/** Nothing else happens meanwhile. */
const holdEventLoop = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end; );
};

describe("the lag of reading", () => {
  it("is reported exactly in bytes and time while the reader is slow, and zero at the end", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, lag, follow } = await open({
        crashPoint: (point) => point === "output.found" && holdEventLoop(20),
      });
      const file = join(make(run), "out");
      await track(run);
      const { lines, stop } = follow({ after: 0 });
      const line = `${"x".repeat(999)}\n`;
      print(run, "out", line.repeat(6_000));
      const began = performance.now();
      const seen: Array<{ readonly unread: number; readonly age: number }> = [];
      await vi.waitFor(async () => {
        const known = lines.length;
        const { unread_bytes, oldest_unread_ms, child } = await lag();
        // What a follower has got was read before: the reading is never further behind than that.
        expect(unread_bytes).toBeLessThanOrEqual(statSync(file).size - known * line.length);
        expect(oldest_unread_ms).toBeLessThanOrEqual(performance.now() - began);
        if (unread_bytes > 0) {
          expect(child).toBe("web/api");
          seen.push({ unread: unread_bytes, age: oldest_unread_ms });
        }
        expect(lines).toHaveLength(6_000);
      }, waitLong);
      expect(seen.length).toBeGreaterThan(3);
      expect(seen.map(({ unread }) => unread)).toEqual(
        seen.map(({ unread }) => unread).toSorted((a, b) => b - a),
      );
      // All of it was there when the reader was told: it waits longer and longer.
      expect(seen.map(({ age }) => age)).toEqual(seen.map(({ age }) => age).toSorted((a, b) => a - b));
      expect(seen.at(-1)?.age).toBeGreaterThan(20);
      await vi.waitFor(async () => expect(await lag()).toEqual(none), waitLong);
      await stop();
    }));

  it("is all new output while it can't be recorded", () =>
    inPlace(async ({ make, print, open }) => {
      let gate: "open" | "shut" = "open";
      const crashPoint = (): void => {
        if (gate === "shut") throw new Error("no space left");
      };
      const { track, lag, read } = await open({ crashPoint });
      make(run);
      await track(run);
      print(run, "out", "seen\n");
      expect(await read()).toHaveLength(1);
      await vi.waitFor(async () => expect(await lag()).toEqual(none), waitLong);
      gate = "shut";
      const began = performance.now();
      print(run, "out", "0123456789\n");
      await vi.waitFor(async () => expect(await lag()).toMatchObject({ unread_bytes: 11 }), waitLong);
      print(run, "out", "0123456789\n");
      print(run, "err", "012345678\n");
      await vi.waitFor(async () => {
        const { unread_bytes, oldest_unread_ms, child } = await lag();
        expect({ unread_bytes, child }).toEqual({ unread_bytes: 32, child: "web/api" });
        // The oldest of them was there before the newest.
        expect(oldest_unread_ms).toBeGreaterThan(100);
        expect(oldest_unread_ms).toBeLessThanOrEqual(performance.now() - began);
      }, waitLong);
      gate = "open";
      await vi.waitFor(async () => expect(await lag()).toEqual(none), waitLong);
      expect(await read()).toHaveLength(4);
    }));

  it("does not count a partial line", () =>
    inPlace(async ({ make, print, open }) => {
      const { track, lag, read } = await open();
      make(run);
      await track(run);
      print(run, "out", "a line\nand the beginning");
      expect(await read()).toHaveLength(1);
      await vi.waitFor(async () => expect(await lag()).toEqual(none), waitLong);
    }));

  // Cause: libuv drops what inotify says when more notices wait than fs.inotify.max_queued_events, and a file
  // of which the only notice was dropped was not looked at until its run printed again or ended.
  const setting = "/proc/sys/fs/inotify/max_queued_events";
  const most = existsSync(setting) ? Number(readFileSync(setting, "latin1")) : Number.NaN;
  const fewNotices = needs(
    Number.isNaN(most)
      ? "only inotify tells how many notices may wait"
      : most > 100_000
        ? `${most} inotify notices may wait, which is too many to drop one`
        : null,
  );
  fewNotices("is found where the system has dropped its notices, and made up for", () => {
    return inPlace(async ({ make, print, open }) => {
      const { track, lag, read, follow } = await open();
      const [noisy, quiet] = [make(run), make(other)];
      await track(run);
      await track(other);
      const { lines, stop } = follow({ within: [other.path], after: 0 });
      const told = (): ReadonlyArray<string> => lines.map(({ text }) => text);
      print(other, "out", "early\n");
      await vi.waitFor(() => expect(told()).toEqual(["early"]), waitLong);
      await vi.waitFor(async () => expect(await lag()).toEqual(none), waitLong);
      // The event loop stands still meanwhile. Notices for one file after the other can't be put together.
      const script = `i=0; while [ $i -lt ${most} ]; do i=$((i+1)); echo $i >&3; echo $i >&4; done; echo late >&5`;
      spawnSync("/bin/sh", ["-c", `exec 3>>${noisy}/out 4>>${noisy}/err 5>>${quiet}/out; ${script}`]);
      await vi.waitFor(async () => {
        await lag();
        expect(told()).toEqual(["early", "late"]);
      }, waitLong);
      await stop();
      const all = await read({ within: [run.path], stream: "stdout" });
      expect(all.map(({ text }) => Number(text))).toEqual(upTo(most));
    });
  });
});
