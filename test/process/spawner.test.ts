import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Effect, Fiber, Option } from "effect";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serviceFrom } from "../../src/config/read/service/serviceFrom.ts";
import type { SpawnError } from "../../src/domain/Errors.ts";
import type { ServiceSpec } from "../../src/domain/tree/ChildSpec.ts";
import { ProcessSpawner, type RunEnd, type RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import { isRunning, listedProcess, openDescriptors } from "../support/listedProcesses.ts";
import { needsEnvironments, needsOwnProc, needsRoot } from "../support/needs.ts";
import { spawnerLayer } from "./world.ts";

const programs = join(import.meta.dirname, "../fixtures/programs");
let home: string;
const started: Array<RunningProcess> = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "sentinel-process-"));
});
afterEach(async () => {
  await Promise.all(
    started.splice(0).map((process) => Effect.runPromise(Effect.zipRight(process.kill, process.end))),
  );
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});

const using = <A, E>(use: (spawner: typeof ProcessSpawner.Service) => Effect.Effect<A, E>): Promise<A> =>
  Effect.runPromise(Effect.provide(Effect.flatMap(ProcessSpawner, use), spawnerLayer(home)));

const spec = (
  argv: readonly [string, ...ReadonlyArray<string>],
  more: Partial<ServiceSpec> = {},
): ServiceSpec => ({
  ...serviceFrom("a", { argv }, programs, "one_for_one"),
  ...more,
});

let run = 0;
const begin = (given: ServiceSpec, path = "a"): Promise<RunningProcess> =>
  using((spawner) => spawner.spawn({ path, run: ++run, spec: given })).then((process) => {
    started.push(process);
    return process;
  });
const refusal = (given: ServiceSpec): Promise<SpawnError> =>
  using((spawner) => Effect.flip(spawner.spawn({ path: "a", run: ++run, spec: given })));
const endOf = (process: RunningProcess): Promise<RunEnd> => Effect.runPromise(process.end);
const exitOf = async (...argv: readonly [string, ...ReadonlyArray<string>]) =>
  (await endOf(await begin(spec(argv)))).exit;
const output = (stream: "out" | "err" = "out", path = "a"): string =>
  readFileSync(join(home, "runs", path, String(run), stream), "utf8");

/** Look until something holds; bounded, so that a test fails instead of hanging. */
const eventually = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (holds()) return;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error("it never came about");
};

const lives = isRunning;
const pidIn = (file: string): number => (existsSync(file) ? Number(readFileSync(file, "utf8")) : 0);

describe("the exit of a run", () => {
  it("is the program's exit code, also where it would mean a signal in a shell", async () => {
    for (const code of [0, 1, 3, 126, 127, 130, 137, 141, 143, 255])
      expect(await exitOf("./exits-with", String(code))).toEqual({ code });
  });

  it("is the signal that killed it", async () => {
    for (const name of [
      "HUP",
      "INT",
      "QUIT",
      "ILL",
      "ABRT",
      "BUS",
      "FPE",
      "KILL",
      "USR1",
      "SEGV",
      "USR2",
      "PIPE",
      "ALRM",
      "TERM",
    ]) {
      expect(await exitOf("./dies-by-signal", name)).toEqual({ signal: `SIG${name}` });
    }
  });

  needsEnvironments(
    "is reported after its leftover processes are gone: a double-forked daemon in its own session",
    async () => {
      const file = join(home, "pid");
      const end = await endOf(await begin(spec(["./double-forks", file])));
      expect(end).toMatchObject({ exit: { code: 3 }, survivors: [] });
      expect(pidIn(file)).toBeGreaterThan(0);
      expect(lives(pidIn(file))).toBe(false);
    },
  );

  it("is unknown if its shim was killed, and it is alive until then", async () => {
    const process_ = await begin(spec(["sleep", "1000"]));
    const shim = Number(listedProcess(process_.pid)?.parent);
    const end = Effect.runFork(process_.end);
    process.kill(shim, "SIGKILL");
    await eventually(() => !lives(shim));
    expect(lives(process_.pid)).toBe(true);
    process.kill(process_.pid, "SIGKILL");
    expect((await Effect.runPromise(Fiber.join(end))).exit).toEqual({
      unknown: "the shim that waited for it was killed",
    });
  });
});

describe("a command that can't be run", () => {
  it.each([
    ["a program that is not there", ["./nothing-here"], "ENOENT"],
    ["a program that is not in PATH", ["nothing-here-either"], "ENOENT"],
    ["a file without the right to be executed", ["./not-executable"], "EACCES"],
    ["a folder", ["../programs"], "EACCES"],
    ["a script whose interpreter is missing", ["./bad-interpreter"], "bad_interpreter"],
    ["a text without an interpreter line", ["./no-interpreter-line"], "ENOEXEC"],
  ] as const)("is said as what it is: %s", async (_, argv, problem) => {
    expect(await refusal(spec([...argv]))).toMatchObject({ _tag: "CannotRun", problem });
  });

  it("is reported for a working directory that does not exist", async () => {
    expect(await refusal(spec(["true"], { cwd: "/no/such/folder" }))).toMatchObject({ problem: "bad_cwd" });
  });
});

describe("a process", () => {
  it("has the given environment and the base of ours, nothing else", async () => {
    process.env.SENTINEL_TEST_SECRET = "x";
    await endOf(await begin(spec(["env"], { env: { GIVEN: "1" } }), "web/api#2"));
    const names = output("out", "web+api%232")
      .trim()
      .split("\n")
      .map((line) => line.split("=")[0]);
    expect(names).toEqual(
      expect.arrayContaining(["PATH", "GIVEN", "SENTINEL_PATH", "SENTINEL_RUN", "SENTINEL_REPLICA"]),
    );
    expect(names).not.toContain("SENTINEL_TEST_SECRET");
    await endOf(await begin(spec(["env"], { inheritEnv: "all" })));
    expect(output()).toContain("SENTINEL_TEST_SECRET=x");
    delete process.env.SENTINEL_TEST_SECRET;
  });

  it("leads its own group, and has no descriptor of ours", async () => {
    const shown = "ps -o pid= -o pgid= -p $$; ls /dev/fd; umask";
    await endOf(await begin(spec(["sh", "-c", shown], { umask: 0o27 })));
    const [line = "", ...rest] = output().trim().split("\n");
    const [pid, group] = line.trim().split(/ +/);
    expect(group).toBe(pid);
    expect(
      rest.slice(0, -1).filter((fd) => Number(fd) > 2).length,
      "besides what vitest itself passes on",
    ).toBeLessThan(openDescriptors());
    expect(rest.at(-1)).toBe("0027");
  });

  needsOwnProc("leads its own session, and ignores no signal", async () => {
    await endOf(await begin(spec(["sh", "-c", "cat /proc/$$/stat; grep SigIgn /proc/$$/status"])));
    const [line = "", ignored] = output().trim().split("\n");
    const [pid, , , , , session] = line.split(" ");
    expect(session).toBe(pid);
    expect(ignored).toMatch(/0{16}$/);
  });

  needsRoot("runs as the user it is given", async () => {
    chmodSync(home, 0o755);
    await endOf(await begin(spec(["sh", "-c", "id -u; id -g"], { uid: 65534, gid: 65534, cwd: "/" })));
    expect(output()).toBe("65534\n65534\n");
  });

  it("writes directly to files, one for each stream, readable only by the owner", async () => {
    await endOf(await begin(spec(["sh", "-c", "echo out; echo err >&2"])));
    expect([output("out"), output("err")]).toEqual(["out\n", "err\n"]);
    expect(statSync(join(home, "runs", "a", String(run))).mode & 0o777).toBe(0o700);
  });
});

describe("a stop", () => {
  it("sends the signal and SIGCONT, so that a suspended process can react", async () => {
    const process_ = await begin(spec(["sleep", "1000"]));
    process.kill(process_.pid, "SIGSTOP");
    await Effect.runPromise(process_.ask);
    expect((await endOf(process_)).exit).toEqual({ signal: "SIGTERM" });
  });

  it("needs SIGKILL if SIGTERM is ignored", async () => {
    const process_ = await begin(
      spec(["./ignores-term"], { ready: { kind: "log", pattern: "ready", timeoutMs: 5000 } }),
    );
    await Effect.runPromise(process_.ready);
    await Effect.runPromise(process_.ask);
    expect(lives(process_.pid)).toBe(true);
    await Effect.runPromise(process_.kill);
    expect((await endOf(process_)).exit).toEqual({ signal: "SIGKILL" });
  });

  it("ends only once the group is empty, and a kill reaches a descendant that ignores SIGTERM (L11)", async () => {
    const file = join(home, "pid");
    const process_ = await begin(
      spec(["./forks-child", file], { ready: { kind: "log", pattern: "ready", timeoutMs: 5000 } }),
    );
    await Effect.runPromise(process_.ready);
    const end = Effect.runFork(process_.end);
    await Effect.runPromise(process_.ask);
    await eventually(() => !lives(process_.pid));
    expect(lives(pidIn(file)), "its grace is its leader's").toBe(true);
    expect(Effect.runSync(Fiber.poll(end))._tag).toBe("None");
    await Effect.runPromise(process_.kill);
    await Effect.runPromise(Fiber.join(end));
    expect(lives(pidIn(file))).toBe(false);
  });

  needsEnvironments("reaches descendants that have left the group", async () => {
    const file = join(home, "pid");
    const process_ = await begin(
      spec(["./double-forks", file, "stay"], { ready: { kind: "log", pattern: "ready", timeoutMs: 5000 } }),
    );
    await Effect.runPromise(process_.ready);
    await Effect.runPromise(process_.ask);
    await endOf(process_);
    expect(lives(pidIn(file))).toBe(false);
  });
});

describe("readiness", () => {
  it("is a newline on the descriptor, even if it is closed right after", async () => {
    const process_ = await begin(
      spec(["./notifies", "5"], { ready: { kind: "notify", fd: 5, timeoutMs: 5000 } }),
    );
    await Effect.runPromise(process_.ready);
    expect(lives(process_.pid)).toBe(true);
  });

  it("is a complete line on either stream, also with multi-byte characters", async () => {
    const script =
      "printf 'grüße an alle: ber'; sleep 0.1; echo 'eit ✓' >/dev/null; printf 'eit ✓\\n'; exec sleep 1000";
    const process_ = await begin(
      spec(["sh", "-c", script], { ready: { kind: "log", pattern: "^grüße.*bereit ✓$", timeoutMs: 5000 } }),
    );
    await Effect.runPromise(process_.ready);
  });
});

describe("the run directories", () => {
  it("keep the last five recorded runs, and numbers continue in the next daemon", async () => {
    const kept = (): ReadonlyArray<string> => readdirSync(join(home, "runs", "a"));
    for (let turn = 0; turn < 8; turn += 1) await exitOf("true");
    const last = await using((spawner) =>
      spawner.spawn({ path: "a", run: ++run, spec: spec(["true"]), recordedRun: run }),
    );
    await endOf(last);
    // Old ones are removed when nobody waits for it.
    await vi.waitFor(() => expect(kept()).toHaveLength(5), 10_000);
    expect((await using((spawner) => spawner.left)).lastRuns).toEqual(new Map([["a", run]]));
  });
});

describe("many runs", () => {
  it("start at once, exit, and leave no descriptor open", async () => {
    await exitOf("true");
    const before = openDescriptors();
    const ends = await using((spawner) =>
      Effect.forEach(
        Array.from({ length: 40 }, (_, index) => index),
        (index) =>
          Effect.flatMap(
            spawner.spawn({ path: `many/m${index}`, run: 1, spec: spec(["./exits-with", "7"]) }),
            ({ end }) => end,
          ),
        { concurrency: "unbounded" },
      ),
    );
    expect(ends.every(({ exit }) => "code" in exit && exit.code === 7)).toBe(true);
    await eventually(() => openDescriptors() <= before);
  });

  it("are not affected by one that prints forever", async () => {
    const noisy = await begin(spec(["./prints-forever"]), "noisy");
    expect(await exitOf("./exits-with", "4")).toEqual({ code: 4 });
    await Effect.runPromise(noisy.ask);
    expect((await endOf(noisy)).exit).toEqual({ signal: "SIGTERM" });
  });
});

// Refused starts were told to the charts of a daemon that was letting go, where a child without a pause was at once
// started again, and refused, for ever: the hand-over did not come about, and the daemon grew without end.
it("refuses starts after a halt, which are for the next daemon", () =>
  using((spawner) =>
    Effect.gen(function* () {
      yield* spawner.halt;
      const asked = yield* Effect.fork(
        spawner.spawn({ path: "a", run: ++run, spec: spec([join(programs, "waits")]) }),
      );
      yield* Effect.promise(() => new Promise((resume) => setImmediate(resume)));
      expect(yield* Fiber.poll(asked)).toEqual(Option.none());
      yield* spawner.halt;
      yield* Fiber.interrupt(asked);
      expect(existsSync(join(home, "runs", "a", String(run)))).toBe(false);
    }),
  ));
