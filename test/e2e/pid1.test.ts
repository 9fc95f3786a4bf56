import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect } from "vitest";
import { needs } from "../support/needs.ts";
import { eventually, makePlace, type Place } from "./sentinel.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");

const lacking = (): string | null => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs Linux and root";
  if (!existsSync("/usr/bin/perl") && !("execve" in process)) return "needs perl, or a newer Node";
  try {
    execFileSync("unshare", ["-pf", "--mount-proc", "true"], { stdio: "ignore" });
    return null;
  } catch {
    return "a namespace of processes can't be made here";
  }
};

const inNamespace = needs(lacking());

/** Leaves an orphan again and again, and counts: how many it has left, and how many zombies there are then. */
const leavesOrphans = `version: 1
name: shop
children:
  orphans:
    command: |
      trap 'echo in order > ended; exit 0' TERM
      left=0
      while :; do
        (sleep 0.01 &)
        sleep 0.05
        left=$((left + 1))
        echo "$left $(grep -l '^State:.Z' /proc/[0-9]*/status 2>/dev/null | wc -l)" > count.new
        mv count.new count
      done
`;

let place: Place;
let outside: ChildProcess | null = null;
beforeEach(() => {
  place = makePlace(leavesOrphans);
});
afterEach(async () => {
  outside?.kill("SIGKILL");
  await place.leave();
});

/** A daemon as process 1 of a namespace, and the pid that it has outside. */
const asProcessOne = async (
  verb: string,
): Promise<{ readonly pid: number; readonly end: Promise<unknown> }> => {
  const args = ["-pf", "--mount-proc", "--kill-child", process.execPath, program, verb];
  const env = { ...process.env, SENTINEL_HOME: place.home };
  const child = spawn("unshare", args, { cwd: place.folder, env, stdio: "ignore" });
  outside = child;
  const end = once(child, "exit").then(([code]) => code);
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  await eventually("it is there", () => readFileSync(children, "latin1").trim() !== "");
  return { pid: Number(readFileSync(children, "latin1")), end };
};

const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ")[0]);

/** The Node that is below process 1 and its init. */
const daemonBelow = (pid: number): number => {
  const child = childOf(pid);
  return realpathSync(`/proc/${child}/exe`) === realpathSync(process.execPath) ? child : daemonBelow(child);
};

const counted = (): readonly [number, number] => {
  const file = join(place.folder, "count");
  const [left = 0, zombies = 0] = existsSync(file) ? readFileSync(file, "utf8").split(" ").map(Number) : [];
  return [left, zombies];
};

// R2. Cause: orphans come to process 1, and Node collects nobody that it has not started itself: 26 zombies in 9 s.
describe("a daemon that is process 1, as in a container,", () => {
  for (const [verb, code] of [
    ["up", 130],
    ["daemon", 0],
  ] as const)
    inNamespace(
      `has the orphans collected that its children leave, and stops in order on SIGTERM: ${verb}`,
      async () => {
        const { pid, end } = await asProcessOne(verb);
        await eventually("40 orphans were left", () => counted()[0] >= 40);
        const [, zombies] = counted();
        // One or two may have ended just now.
        expect(zombies).toBeLessThan(5);
        process.kill(pid, "SIGTERM");
        expect(await end).toBe(code);
        expect(readFileSync(join(place.folder, "ended"), "utf8")).toBe("in order\n");
      },
    );

  inNamespace("ends with the daemon when that is killed", async () => {
    const { pid, end } = await asProcessOne("daemon");
    await eventually("the child runs", () => counted()[0] > 0);
    process.kill(daemonBelow(pid), "SIGKILL");
    expect(await end).toBe(137);
  });
});
