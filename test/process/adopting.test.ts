import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Effect } from "effect";
import { describe, expect, it } from "vitest";
import { readShimStatus } from "../../src/adapters/node/process/records/runDirectory.ts";
import { shimScript } from "../../src/adapters/node/process/shim/shim.ts";
import { bootId } from "../../src/adapters/node/process/table/processTable.ts";
import type { Ready, ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import type { Left } from "../../src/ports/machine/ProcessSpawner.ts";
import { needs, needsEnvironments } from "../support/needs.ts";
import { afterDaemonDeath } from "./daemonDeath.ts";
import type { LonelyChild } from "./lonelyDaemon.ts";
import { inWorld, lives, nextDaemon, type StartedRun, serviceOf, until, wrap } from "./world.ts";

const output = (directory: string): string => readFileSync(join(directory, "out"), "utf8");
const said = async (directory: string, word: string): Promise<number> => {
  const find = (): string | undefined => new RegExp(`^${word} (\\d+)$`, "m").exec(output(directory))?.[1];
  await until(() => find() !== undefined);
  return Number(find());
};
const ended = (directory: string): Promise<void> => until(() => readShimStatus(directory).exit !== null);

const leftIn = async (home: string): Promise<Left> => Effect.runPromise((await nextDaemon(home)).left);

/** What a new daemon has taken up: the runs in the order of their paths. */
const takeUp = async (home: string, spec: Partial<ServiceSpec> = {}): Promise<ReadonlyArray<StartedRun>> => {
  const spawner = await nextDaemon(home);
  const { runs } = await Effect.runPromise(spawner.left);
  const inOrder = [...runs].sort((a, b) => a.path.localeCompare(b.path));
  return Promise.all(
    inOrder.map(async (run) => {
      const process = await Effect.runPromise(spawner.adopt(run, { ...run.spec, ...spec }));
      return wrap(process, join(home, "runs", run.path, String(run.run)));
    }),
  );
};

/** Does something when it gets SIGUSR1, and lives on if that lets it. */
const onSignal = (what: string, rest: LonelyChild["rest"] = {}, first = ""): LonelyChild => ({
  argv: ["waits"],
  rest: {
    ...rest,
    command: { shell: `trap '${what}' USR1; ${first} echo up; while :; do sleep 0.02; done` },
  },
});
const isUp = (directory: string): Promise<void> => until(() => output(directory).includes("up\n"));

const unknown = { unknown: "the shim that waited for it was killed" };

describe("the next daemon after kill -9", () => {
  it("adopts the existing processes, twice in a row", () =>
    afterDaemonDeath(["waits", "ignores-term"], async ({ home, pids, another }) => {
      expect(await another()).toEqual(pids);
      expect(await another()).toEqual(pids);
      const runs = await takeUp(home);
      expect(runs.map(({ pid }) => pid)).toEqual(pids);
      expect(pids.filter(lives)).toEqual(pids);
    }));

  it.each(["SIGTERM", "SIGKILL", "SIGINT", "SIGHUP", "SIGSEGV", "SIGUSR2"] as const)(
    "hears of an end by %s, and when it was",
    (signal) =>
      afterDaemonDeath(["waits"], async ({ home, pids: [pid = 0] }) => {
        const [run] = await takeUp(home);
        process.kill(pid, signal);
        const end = await run?.end;
        expect(end).toEqual({
          exit: { signal },
          survivors: [],
          endedAt: Math.floor(statSync(join(run?.directory ?? "", "status")).mtimeMs),
        });
      }),
  );

  it.each([0, 7, 137])("notices an exit with code %i", (code) =>
    afterDaemonDeath([onSignal(`exit ${code}`)], async ({ home, pids: [pid = 0], directoryOf }) => {
      await isUp(directoryOf(0));
      const [run] = await takeUp(home);
      process.kill(pid, "SIGUSR1");
      expect((await run?.end)?.exit).toEqual({ code });
    }),
  );

  it("finds out how and when a run ended while there was no daemon", () =>
    afterDaemonDeath(["waits", onSignal("exit 3")], async ({ home, pids, directoryOf }) => {
      await isUp(directoryOf(1));
      process.kill(pids[0] ?? 0, "SIGUSR1");
      process.kill(pids[1] ?? 0, "SIGUSR1");
      await Promise.all([0, 1].map((index) => ended(directoryOf(index))));
      const times = [0, 1].map((index) => Math.floor(statSync(join(directoryOf(index), "status")).mtimeMs));
      const { runs, endsBetween } = await leftIn(home);
      expect(runs.map(({ life }) => life)).toEqual(["ended", "ended"]);
      expect(runs.map(({ endedAt }) => endedAt)).toEqual(times);
      const past = runs.flatMap(({ path }) => endsBetween(path, 0, Number.POSITIVE_INFINITY));
      expect(past.map(({ endedAt }) => endedAt)).toEqual(times);
      const ends = await Promise.all((await takeUp(home)).map(({ end }) => end));
      expect(ends.map(({ exit }) => exit)).toEqual([{ signal: "SIGUSR1" }, { code: 3 }]);
      expect(ends.map(({ endedAt }) => endedAt)).toEqual(times);
    }));

  needsEnvironments("kills processes that left the group of a run that ended in the meantime", () =>
    afterDaemonDeath(["leaves-daemons"], async ({ home, pids: [pid = 0], directoryOf }) => {
      const strays = [await said(directoryOf(0), "orphan"), await said(directoryOf(0), "daemon")];
      process.kill(pid, "SIGKILL");
      await ended(directoryOf(0));
      expect(strays.filter(lives)).toEqual(strays);
      const [run] = await takeUp(home);
      expect((await run?.end)?.survivors).toEqual([]);
      expect(strays.filter(lives)).toEqual([]);
    }),
  );

  needsEnvironments("kills processes that left the group of a run that ends later", () =>
    afterDaemonDeath(["leaves-daemons"], async ({ home, pids: [pid = 0], directoryOf }) => {
      const strays = [await said(directoryOf(0), "orphan"), await said(directoryOf(0), "daemon")];
      const [run] = await takeUp(home);
      process.kill(pid, "SIGKILL");
      await run?.end;
      expect(strays.filter(lives)).toEqual([]);
    }),
  );

  it("reports an unknown exit for a run whose shim was killed", () =>
    afterDaemonDeath(["waits", "waits"], async ({ home, pids: [first = 0, second = 0], directoryOf }) => {
      for (const index of [0, 1]) process.kill(readShimStatus(directoryOf(index)).shim?.pid ?? 0, "SIGKILL");
      process.kill(first, "SIGTERM");
      await until(() => !lives(first));
      const runs = await takeUp(home);
      expect((await runs[0]?.end)?.exit).toEqual(unknown);
      expect(lives(second)).toBe(true);
      process.kill(second, "SIGTERM");
      expect((await runs[1]?.end)?.exit).toEqual(unknown);
    }));

  needsEnvironments("stops a run, and all its processes", () =>
    afterDaemonDeath(["waits", "leaves-daemons"], async ({ home, pids, directoryOf }) => {
      const strays = [await said(directoryOf(1), "orphan"), await said(directoryOf(1), "daemon")];
      const runs = await takeUp(home);
      for (const { ask, end } of runs) {
        await ask();
        expect((await end).exit).toEqual({ signal: "SIGTERM" });
      }
      expect([...pids, ...strays].filter(lives)).toEqual([]);
    }),
  );

  it("stops a run by its stop signal", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      const [run] = await takeUp(home, { stopSignal: "SIGUSR2" });
      await run?.ask();
      expect((await run?.end)?.exit).toEqual({ signal: "SIGUSR2" });
    }));

  it("kills a run that ignores the signal, with processes that left its group", () =>
    afterDaemonDeath(["ignores-term", "setsid-escapes"], async ({ home, pids, directoryOf }) => {
      const escaped = await said(directoryOf(1), "escaped");
      for (const { kill, end } of await takeUp(home)) {
        await kill();
        expect((await end).exit).toEqual({ signal: "SIGKILL" });
      }
      expect([...pids, escaped].filter(lives)).toEqual([]);
    }));

  it("continues the run numbers", () =>
    afterDaemonDeath(["shows"], async ({ home, directoryOf }) => {
      await ended(directoryOf(0));
      expect((await leftIn(home)).lastRuns).toEqual(new Map([["child-0", 7]]));
    }));

  const needsLimits = needs(
    existsSync("/proc/self/limits") ? null : "another process's limits are in /proc only",
  );
  needsLimits("keeps the children's limit of open files", () =>
    afterDaemonDeath(["shows"], async ({ directoryOf }) => {
      await ended(directoryOf(0));
      expect(output(directoryOf(0))).toBe("321\n");
    }),
  );

  it("distinguishes changed declarations from unchanged ones", () =>
    afterDaemonDeath(["waits"], async ({ home }) => {
      const [left] = (await leftIn(home)).runs;
      const same = serviceOf(["waits", "files"]);
      const logs = { ...same.logs, maxFiles: 1 };
      const inPlace = { ...same, shutdown: 5, stopSignal: "SIGINT", logs };
      expect(left?.isAsDeclared({ ...inPlace, ready: { kind: "alive", minUptimeMs: 3 } })).toBe(true);
      expect(left?.isAsDeclared({ ...same, env: { A: "1" } })).toBe(false);
      expect(left?.isAsDeclared(serviceOf(["waits", "other"]))).toBe(false);
    }));
});

describe("readiness is known to the next daemon", () => {
  const byLine: Ready = { kind: "log", pattern: "^listening$", timeoutMs: 1000 };
  const byDescriptor: Ready = { kind: "notify", fd: 5, timeoutMs: 1000 };
  const ways: ReadonlyArray<readonly [string, Ready, string]> = [
    ["a line", byLine, "echo listening; echo told"],
    ["the notification descriptor", byDescriptor, "echo >&5; echo told"],
  ];

  it.each(ways)("of %s before the first was killed", (_, ready, say) =>
    afterDaemonDeath([{ ...onSignal("exit 1", { ready }, `${say};`), until: "ready" }], async ({ home }) => {
      expect((await leftIn(home)).runs[0]?.hasSaidReady).toBe(true);
    }),
  );

  it.each(ways)("of %s while there was none", (_, ready, say) =>
    afterDaemonDeath([onSignal(say, { ready })], async ({ home, pids: [pid = 0], directoryOf }) => {
      await isUp(directoryOf(0));
      process.kill(pid, "SIGUSR1");
      await until(() => output(directoryOf(0)).includes("told\n"));
      expect((await leftIn(home)).runs[0]?.hasSaidReady).toBe(false);
      const [run] = await takeUp(home);
      await run?.ready;
      expect((await leftIn(home)).runs[0]?.hasSaidReady).toBe(true);
    }),
  );

  it.each(ways)("of %s afterwards", (_, ready, say) =>
    afterDaemonDeath([onSignal(say, { ready })], async ({ home, pids: [pid = 0], directoryOf }) => {
      await isUp(directoryOf(0));
      const [run] = await takeUp(home);
      process.kill(pid, "SIGUSR1");
      await run?.ready;
    }),
  );

  it("of a line of a run that has ended since, before its exit is reported", () =>
    afterDaemonDeath(
      [onSignal("echo listening; exit 4", { ready: byLine })],
      async ({ home, pids: [pid = 0], directoryOf }) => {
        await isUp(directoryOf(0));
        process.kill(pid, "SIGUSR1");
        await ended(directoryOf(0));
        const [run] = await takeUp(home);
        const order: Array<string> = [];
        const ready = run?.ready.then(() => order.push("ready"));
        await run?.end.then(() => order.push("end"));
        await ready;
        expect(order).toEqual(["ready", "end"]);
      },
    ));
});

describe("an incomplete run directory", () => {
  const make = (home: string, path: string, request: string | null): string => {
    const directory = join(home, "runs", path, "3");
    mkdirSync(directory, { recursive: true });
    if (request !== null) writeFileSync(join(directory, "request"), request);
    return directory;
  };
  const whole = JSON.stringify({
    run: 3,
    createdAt: new Date().toISOString(),
    boot: bootId(),
    fingerprint: "x",
    spec: { shutdown: 1000, stopSignal: "SIGTERM", ready: { kind: "alive", minUptimeMs: 0 } },
  });

  it.each([
    ["without a request", null],
    ["with half a request", '{"run":3,"boo'],
    ["with something else as its request", "[]"],
    ["that no shim has claimed", whole],
  ])("%s is withdrawn: a late shim can't start it, and its number is used up", (_, request) =>
    inWorld(async ({ home, spawner }) => {
      const directory = make(home, "late", request);
      execFileSync("mkfifo", [join(directory, "alive")]);
      for (const file of ["out", "err", "status"]) writeFileSync(join(directory, file), "");
      const left = await Effect.runPromise(spawner.left);
      expect(left).toMatchObject({ lastRuns: new Map([["late", 3]]), runs: [] });
      const settings = ["background", "/", "-", "-", "256", "/bin/sh", "-c", "echo started"];
      const shim = spawnSync("/bin/sh", ["-c", shimScript, "sh", ...settings], { cwd: directory });
      expect(shim.status).toBe(0);
      expect(output(directory)).toBe("");
      expect(readShimStatus(directory)).toMatchObject({ shim: null, child: null, exit: null });
    }),
  );

  it.each([null, "", "shim 4711"])(
    "that was claimed, with %j as its status, is over and nothing else",
    (status) =>
      inWorld(async ({ home, spawner }) => {
        const directory = make(home, "half", whole);
        writeFileSync(join(directory, "claim"), "");
        execFileSync("mkfifo", [join(directory, "alive"), join(directory, "notify")]);
        if (status !== null) writeFileSync(join(directory, "status"), status);
        const left = await Effect.runPromise(spawner.left);
        expect(left.runs).toMatchObject([{ path: "half", run: 3, life: "ended" }]);
        const [run] = left.runs;
        if (run) await Effect.runPromise(Effect.flip(spawner.adopt(run, run.spec)));
      }),
  );

  it("among the spare ones is removed, and a complete one is used", () =>
    inWorld(async ({ home }) => {
      const half = join(home, "spare", "half-0");
      mkdirSync(half, { recursive: true });
      writeFileSync(join(half, "out"), "");
      const next = await nextDaemon(home);
      expect(existsSync(half)).toBe(false);
      const process = await Effect.runPromise(
        next.spawn({ path: "after", run: 1, spec: serviceOf(["waits"]) }),
      );
      await Effect.runPromise(Effect.zipRight(process.kill, process.end));
      expect(readdirSync(join(home, "spare")).length).toBeGreaterThan(0);
    }));
});

describe("a process that reused the pid of a run", () => {
  const pretend = (home: string, bystander: StartedRun, starts: readonly [string, string]): string => {
    const { shim, child } = readShimStatus(bystander.directory);
    const directory = join(home, "runs", "old", "1");
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "request"), readFileSync(join(bystander.directory, "request")));
    writeFileSync(join(directory, "claim"), "");
    execFileSync("mkfifo", [join(directory, "alive"), join(directory, "notify")]);
    const status = `shim ${shim?.pid} ${starts[0]}\nchild ${child?.pid} ${starts[1]}\n`;
    writeFileSync(join(directory, "status"), status);
    return directory;
  };

  it("is not a run of ours, and not touched when that is stopped or killed", () =>
    inWorld(async ({ home, start, spawner }) => {
      const bystander = await start(serviceOf(["waits"]), "bystander");
      pretend(home, bystander, ["1", "2"]);
      const old = (await Effect.runPromise(spawner.left)).runs.find(({ path }) => path === "old");
      expect(old?.life).toBe("ended");
      if (!old) return;
      const run = wrap(await Effect.runPromise(spawner.adopt(old, old.spec)), "");
      await run.ask();
      await run.kill();
      expect((await run.end).exit).toEqual(unknown);
      expect(lives(bystander.pid)).toBe(true);
    }));

  it("is not one after a reboot, even with the same start time", () =>
    inWorld(async ({ home, start, spawner }) => {
      const bystander = await start(serviceOf(["waits"]), "bystander");
      const { shim, child } = readShimStatus(bystander.directory);
      const directory = pretend(home, bystander, [shim?.startedAt ?? "", child?.startedAt ?? ""]);
      const request = readFileSync(join(directory, "request"), "utf8");
      writeFileSync(join(directory, "request"), request.replace(/"boot":"[^"]*"/, '"boot":"another"'));
      const { runs, lastRuns } = await Effect.runPromise(spawner.left);
      expect(runs.map(({ path }) => path)).toEqual(["bystander"]);
      expect(lastRuns.get("old")).toBe(1);
      expect(lives(bystander.pid)).toBe(true);
    }));
});
