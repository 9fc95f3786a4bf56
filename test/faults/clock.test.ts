import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kernel } from "../../src/system.ts";
import { eventually, isAlive, makePlace, type Place } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";
import { endAndRestart, events, restarted, tree } from "./trouble.ts";

const program = join(import.meta.dirname, "../../dist/sentinel.js");
const hour = 3_600;

const hasCompiler = spawnSync("cc", ["--version"]).status === 0;
const withOwnClock = needs(
  kernel !== "linux" ? "LD_PRELOAD is Linux's" : hasCompiler ? null : "no C compiler (cc) is installed",
);

/** A daemon whose clock can be set, without the machine's. */
const makeClock = () => {
  const folder = mkdtempSync(join(tmpdir(), "sentinel-clock-"));
  const [library, offset] = [join(folder, "wallClock.so"), join(folder, "offset")];
  const set = (seconds: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(seconds));
    // In place: the daemon has the file mapped.
    const descriptor = openSync(offset, "r+");
    writeSync(descriptor, bytes, 0, 8, 0);
    closeSync(descriptor);
  };
  return {
    /** `seconds` before (negative) or behind the clock of the machine. */
    set,
    variables: () => {
      execFileSync("cc", [
        "-shared",
        "-fPIC",
        "-o",
        library,
        join(import.meta.dirname, "wallClock.c"),
        "-ldl",
      ]);
      writeFileSync(offset, Buffer.alloc(8));
      return { LD_PRELOAD: library, WALL_CLOCK_OFFSET: offset };
    },
    leave: () => rmSync(folder, { recursive: true }),
  };
};

describe("when the clock is set under the daemon", () => {
  const clock = makeClock();
  let place: Place;
  beforeAll(() => {
    place = makePlace(
      `${tree}  pausing: { command: "exit 3", backoff: { initial: 2s, max: 2s, jitter: 0 } }\n`,
    );
  });
  afterAll(async () => {
    await place.leave();
    clock.leave();
  });

  withOwnClock(
    "children run on, pauses and limits are unaffected, and the journal keeps its order",
    async () => {
      spawn(process.execPath, [program, "daemon"], {
        cwd: place.folder,
        env: { ...process.env, ...clock.variables(), SENTINEL_HOME: place.home },
        stdio: "ignore",
      });
      await eventually("it answers", async () => (await place.sentinel("status")).code === 0);
      await eventually("all run", async () => Object.keys(await place.pids()).includes("tick"));
      const { tick = 0 } = await place.pids();
      const stateOfTick = async () =>
        (await place.status()).children.find(({ path }) => path === "tick") as { uptime_ms: number };
      const attempts = async () =>
        (await events(place)).filter(
          (entry) => entry.type === "transition" && entry.subject === "pausing" && entry.to === "starting",
        ).length;

      for (const seconds of [26 * hour, -50 * hour]) {
        clock.set(seconds);
        const shown = Date.now() + seconds * 1000;
        await endAndRestart(place);
        const last = (await events(place)).findLast(({ subject }) => subject === "web");
        // It is the clock of the daemon that was set.
        expect(Math.abs(Date.parse(last?.at ?? "") - shown)).toBeLessThan(hour * 1000);
        expect((await stateOfTick()).uptime_ms).toBeLessThan(hour * 1000);
        expect((await stateOfTick()).uptime_ms).toBeGreaterThan(0);
        const before = await attempts();
        await eventually("the pause of another child ends", async () => (await attempts()) > before);
      }
      expect(isAlive(tick)).toBe(true);
      const told = await events(place);
      expect(told.map(({ seq }) => seq)).toEqual(told.map((_, index) => index + 1));
      const { sentences } = await place.json<{ sentences: ReadonlyArray<string> }>("explain", "web");
      expect(sentences.join(" ")).toMatch(/2 of 5 restarts of its own are used up/);
      const printed = (await place.sentinel("logs", "tick")).out.trim().split("\n").map(Number);
      expect(printed).toEqual(printed.map((_, index) => (printed[0] ?? 0) + index));
    },
  );
});

// A program that says that it is ready while the daemon is stopped was taken for one that had never said so: the time for
// it was up before what it had said was read.
describe("when the daemon is suspended and continued", () => {
  let place: Place;
  beforeAll(async () => {
    place = makePlace(`${tree}  slow:
    command: [sh, -c, "sleep 1; echo ready; exec sleep 1000"]
    autostart: false
    ready: { log: ready, timeout: 3s }
`);
    expect((await place.sentinel("up", "--detach")).code).toBe(0);
  });
  afterAll(() => place.leave());

  it("what children did meanwhile counts at its own time: an exit, an output, a readiness", async () => {
    const { web = 0, tick = 0 } = await place.pids();
    const daemon = (await place.status()).daemon.pid;
    await place.sentinel("start", "slow", "--no-wait");
    await eventually("it is starting", async () => (await place.pids()).slow !== undefined);
    const { slow = 0 } = await place.pids();
    process.kill(daemon, "SIGSTOP");
    process.kill(web, "SIGTERM");
    const at = Date.now();
    await sleep(6_000);
    process.kill(daemon, "SIGCONT");
    await restarted(place, "web", web);
    const ended = (await events(place)).find(
      (entry) => entry.type === "transition" && entry.subject === "web" && entry.to === "backoff",
    );
    expect(ended).toMatchObject({ reason: "killed by SIGTERM" });
    expect(Math.abs(Date.parse(ended?.at ?? "") - at)).toBeLessThan(3_000);
    await eventually("slow is running", async () =>
      (await place.status()).children.some(({ path, state }) => path === "slow" && state === "running"),
    );
    expect(await place.pids()).toMatchObject({ slow, tick });
    const printed = (await place.sentinel("logs", "tick")).out.trim().split("\n").map(Number);
    expect(printed).toEqual(printed.map((_, index) => (printed[0] ?? 0) + index));
    await eventually("status says so", async () =>
      /suspended for a while/.test((await place.sentinel("status")).err),
    );
  });
});
