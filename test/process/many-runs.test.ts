import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Effect, Exit, Fiber } from "effect";
import { describe, expect, it } from "vitest";
import { pathOf, slugOf } from "../../src/adapters/node/layout/slug.ts";
import { pruneRuns, readShimStatus } from "../../src/adapters/node/process/records/runDirectory.ts";
import { SpareDirectories } from "../../src/adapters/node/process/records/SpareDirectories.ts";
import { bootId } from "../../src/adapters/node/process/table/processTable.ts";
import { noCrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { openDescriptors } from "../support/listedProcesses.ts";
import { needs } from "../support/needs.ts";
import { inWorld, lives, serviceOf, until } from "./world.ts";

const descriptorLimit = (): string | undefined =>
  /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];

describe("many runs", () => {
  it("a hundred concurrent starts all succeed, and all can be stopped at once", () =>
    inWorld(async ({ start }) => {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      const runs = await Promise.all(
        Array.from({ length: 100 }, (_, index) => start(serviceOf(["waits"]), `many#${index + 1}`)),
      );
      expect(new Set(runs.map(({ pid }) => pid)).size).toBe(100);
      await Promise.all(runs.map((run) => run.kill()));
      const ends = await Promise.all(runs.map((run) => run.end));
      delay.disable();
      expect(ends).toMatchObject(runs.map(() => ({ exit: { signal: "SIGKILL" }, survivors: [] })));
      expect(runs.filter(({ pid }) => lives(pid))).toEqual([]);
      console.info(`longest stall of the event loop: ${(delay.max / 1e6).toFixed(1)} ms`);
    }));

  it("leave no descriptor open, whether they could be started or not", () =>
    inWorld(async ({ start, refusal }) => {
      const ready = { kind: "notify", fd: 3, timeoutMs: 1000 } as const;
      const log = { kind: "log", pattern: "x", timeoutMs: 1000 } as const;
      const once = async (): Promise<void> => {
        const runs = await Promise.all([
          start(serviceOf(["exits-with", "0"]), "plain"),
          start(serviceOf(["exits-with", "0"], { ready }), "notifying"),
          start(serviceOf(["exits-with", "0"], { ready: log }), "printing"),
        ]);
        await Promise.all(runs.map((run) => run.end));
        await refusal(serviceOf(["exits-with", "0", "x".repeat(4_000_000)]));
      };
      await once();
      const before = openDescriptors();
      for (let round = 0; round < 5; round += 1) await once();
      await until(() => openDescriptors() <= before);
    }));

  it("hold one descriptor each while they live", () =>
    inWorld(async ({ start }) => {
      await start(serviceOf(["waits"]), "first");
      const before = openDescriptors();
      await Promise.all(
        Array.from({ length: 10 }, (_, index) => start(serviceOf(["waits"]), `more#${index}`)),
      );
      expect(openDescriptors()).toBeLessThanOrEqual(before + 10);
    }));

  const limit = Number(descriptorLimit());
  needs(limit > 100_000 ? `needs a limit of descriptors up to 100000, here it is ${limit}` : null)(
    "without a descriptor left can't be started, and those that live end as ever",
    () =>
      inWorld(async ({ start, refusal }) => {
        const run = await start(serviceOf(["waits"]), "before");
        const taken: Array<number> = [];
        try {
          for (;;) taken.push(openSync("/dev/null", "r"));
        } catch {
          expect(await refusal(serviceOf(["waits"]))).toMatchObject({ _tag: "SpawnFailed", code: "EMFILE" });
          process.kill(run.pid, "SIGKILL");
          expect(await run.end).toMatchObject({ exit: { signal: "SIGKILL" }, survivors: [] });
        } finally {
          taken.forEach(closeSync);
        }
      }),
  );

  it("an interrupted start leaves no process behind", () =>
    inWorld(async ({ spawner, home }) => {
      const interruptOnTheWay = async (run: number): Promise<boolean> => {
        const directory = join(home, "runs", "hasty", String(run));
        const fiber = Effect.runFork(spawner.spawn({ path: "hasty", run, spec: serviceOf(["waits"]) }));
        while (!existsSync(join(directory, "claim"))) await nextTurn();
        const exit = await Effect.runPromise(Fiber.interrupt(fiber));
        await until(() => readShimStatus(directory).child !== null);
        const { child } = readShimStatus(directory);
        if (Exit.isSuccess(exit)) await Effect.runPromise(exit.value.kill);
        await until(() => !lives(child?.pid ?? 0));
        return Exit.isInterrupted(exit);
      };
      let run = 1;
      while (!(await interruptOnTheWay(run))) run += 1;
    }));
});

describe("the files of a run", () => {
  it("are readable only by the owner, and have what the next daemon needs, without the environment", () =>
    inWorld(async ({ start, home }) => {
      const spec = serviceOf(["exits-with", "0"], { env: { PASSWORD: "hidden" } });
      const run = await start(spec, "web/api#1");
      await run.end;
      expect(run.directory).toBe(join(home, "runs", "web+api%231", "1"));
      expect(statSync(run.directory).mode & 0o777).toBe(0o700);
      const request = readFileSync(join(run.directory, "request"), "utf8");
      expect(JSON.parse(request)).toMatchObject({
        run: 1,
        boot: bootId(),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        spec: { ready: spec.ready, shutdown: 1000, stopSignal: "SIGTERM" },
      });
      expect(request).not.toContain("hidden");
    }));

  // Several daemons in a row were killed before they had written anything. A child had six runs meanwhile; how the first of
  // them had ended was known from its directory only, which was removed.
  it("are kept for the newest five runs of a child, and for older ones that are alive or whose end is not recorded", () =>
    inWorld(async ({ start, home }) => {
      const old = await start(serviceOf(["waits"]));
      for (let run = 2; run <= 9; run += 1) await (await start(serviceOf(["exits-with", "0"]))).end;
      const keptWith = (recordedRun: number): string => {
        pruneRuns(home, "child", recordedRun, noCrashPoints);
        return readdirSync(join(home, "runs", "child"))
          .sort()
          .join(" ");
      };
      expect(keptWith(0)).toBe("1 2 3 4 5 6 7 8 9");
      expect(keptWith(3)).toBe("1 4 5 6 7 8 9");
      expect(keptWith(9)).toBe("1 5 6 7 8 9");
      expect(lives(old.pid)).toBe(true);
    }));

  it("are kept for a hundred runs where nothing can be recorded", () =>
    inWorld(async ({ home }) => {
      const runs = join(home, "runs", "child");
      for (let run = 1; run <= 110; run += 1) mkdirSync(join(runs, String(run)), { recursive: true });
      pruneRuns(home, "child", 0, noCrashPoints);
      expect(
        readdirSync(runs)
          .map(Number)
          .sort((one, other) => one - other)[0],
      ).toBe(11);
    }));

  it("have a unique folder name for every path", () => {
    const paths = [
      "web/api#1",
      "web/api%231",
      "web+api",
      "web/api",
      "Ā",
      "\u0010" + "0",
      "a.b",
      "a_b",
      "a-b",
      "ü😀",
    ];
    const slugs = paths.map(slugOf);
    expect(new Set(slugs).size).toBe(paths.length);
    expect(slugs.map(pathOf)).toEqual(paths);
    expect(slugs.every((slug) => /^[A-Za-z0-9._+%-]+$/.test(slug))).toBe(true);
  });
});

describe("spare directories", () => {
  const made = (home: string): ReadonlyArray<string> =>
    readdirSync(home).filter((name) => name !== "spare" && existsSync(join(home, name, "status")));

  it("are made by the dozen, and the next daemon uses those that are left", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-spares-"));
    try {
      await new SpareDirectories(home, noCrashPoints).moveTo(join(home, "first"));
      const left = readdirSync(join(home, "spare")).length;
      const next = new SpareDirectories(home, noCrashPoints);
      await Promise.all(Array.from({ length: 100 }, (_, index) => next.moveTo(join(home, `more-${index}`))));
      expect(made(home).length).toBe(101);
      expect(left).toBeGreaterThan(0);
      expect(statSync(join(home, "first", "alive")).isFIFO()).toBe(true);
    } finally {
      rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 50 });
    }
  });

  it("that were half made when the daemon was killed are removed", async () => {
    const home = mkdtempSync(join(tmpdir(), "sentinel-spares-"));
    try {
      mkdirSync(join(home, "spare", "half"), { recursive: true });
      await new SpareDirectories(home, noCrashPoints).moveTo(join(home, "first"));
      expect(existsSync(join(home, "spare", "half"))).toBe(false);
      expect(made(home)).toEqual(["first"]);
    } finally {
      rmSync(home, { recursive: true, maxRetries: 20, retryDelay: 50 });
    }
  });
});
