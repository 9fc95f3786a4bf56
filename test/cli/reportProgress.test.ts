import { describe, expect, it, vi } from "vitest";
import { progressLine, reportAsLines } from "../../src/cli/wait/reportProgress.ts";
import type { ServiceStatus } from "../../src/domain/view/Status.ts";
import { noProcess, service, treeOf } from "./statusOf.ts";

const now = Date.parse("2026-01-01T00:00:12.000Z");
const ready = { when: 'log line matching "Listening"', timeout_ms: 60_000 };
const starting = (path: string, differs: Partial<ServiceStatus> = {}) =>
  service(path, { state: "starting", ready, ...differs });

// F14: `up --detach` said nothing while it waited for a line that never came.
describe("the progress of a waiting command", () => {
  it("names the slowest child, its timeout, and its last output", () => {
    const tree = treeOf([
      starting("late", { since: "2026-01-01T00:00:11.000Z" }),
      starting("api"),
      service("db"),
      starting("worker"),
    ]);
    expect(progressLine(tree, "listening on 3000", now)).toBe(
      'waiting for api (and 2 more): log line matching "Listening" (12 s of 60 s); last line: "listening on 3000"',
    );
    expect(
      progressLine(treeOf([starting("api", { ready: { ...ready, timeout_ms: null } })]), null, now),
    ).toBe('waiting for api: log line matching "Listening" (12 s)');
  });

  it("names a stopping child, with its deadline", () => {
    const kill_at = "2026-01-01T00:00:20.000Z";
    expect(progressLine(treeOf([service("a", { state: "stopping", kill_at })]), null, now)).toBe(
      "waiting for a: its exit (pid 4711, SIGKILL in 8 s)",
    );
  });

  it("is empty once everything is done", () => {
    expect(
      progressLine(treeOf([service("a"), service("b", { ...noProcess, state: "backoff" })]), null, now),
    ).toBe("");
  });

  it("of an apply has the steps that are done, on a pipe when they have changed after two seconds", async () => {
    const lines: Array<string> = [];
    vi.useFakeTimers();
    const pipe = reportAsLines((line) => void lines.push(line));
    const tell = async (phase: "applying" | "restoring", done: number, ms: number) => {
      vi.advanceTimersByTime(ms);
      await pipe.update(treeOf([]), { phase, done, total: 12 });
    };
    await tell("applying", 0, 500);
    await tell("applying", 3, 2_000);
    await tell("applying", 3, 5_000);
    await tell("applying", 4, 0);
    await tell("restoring", 1, 2_000);
    vi.useRealTimers();
    expect(lines).toEqual([
      "3 of 12 steps done",
      "4 of 12 steps done",
      "a step has failed, bringing the tree back: 1 of 12 steps done",
    ]);
  });

  it("is printed once on a pipe after two seconds, and again at the end", async () => {
    const lines: Array<string> = [];
    const pipe = reportAsLines((line) => void lines.push(line));
    const since = new Date(Date.now() - 3_000).toISOString();
    const soon = new Date().toISOString();
    for (const _ of [1, 2])
      await pipe.update(treeOf([starting("slow", { since }), starting("quick", { since: soon })]));
    expect(lines).toEqual(['waiting for slow: log line matching "Listening" (3 s of 60 s)']);
    const failed = { ...noProcess, state: "backoff", reason: "not ready within 60 s", since: soon } as const;
    pipe.end(treeOf([service("slow", failed), service("quick")]));
    expect(lines.slice(1)).toEqual(["slow is in backoff after 3 s: not ready within 60 s"]);
  });

  // A hundred replicas printed two hundred lines.
  it("is printed for five at a time; the number of others is printed once", async () => {
    const lines: Array<string> = [];
    const pipe = reportAsLines((line) => void lines.push(line));
    const since = new Date(Date.now() - 3_000).toISOString();
    const slow = Array.from({ length: 100 }, (_, index) => starting(`web#${index + 1}`, { since }));
    for (const _ of [1, 2]) await pipe.update(treeOf(slow));
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      ...["web#1", "web#2", "web#3", "web#4", "web#5"].map((path) => `waiting for ${path}`),
      "waiting for 95 more; `sentinel status` shows them",
    ]);
    await pipe.update(treeOf([...slow.slice(0, 4).map(({ path }) => service(path)), ...slow.slice(4)]));
    expect(lines.slice(6, 10).every((line) => /^web#[1-4] .*running/.test(line))).toBe(true);
    expect(lines.slice(10).map((line) => line.split(":")[0])).toEqual(
      ["web#6", "web#7", "web#8", "web#9"].map((path) => `waiting for ${path}`),
    );
  });
});
