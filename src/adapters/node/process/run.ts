import { type ChildProcess, spawn } from "node:child_process";
import { constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Deferred, Effect, FiberId } from "effect";
import { type SpawnError, SpawnFailed } from "../../../domain/Errors.ts";
import type { Exit } from "../../../domain/Exit.ts";
import type { RunEnd, RunningProcess, SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { environmentOf } from "./environment.ts";
import type { FifoPool } from "./fifoPool.ts";
import { watchForLine } from "./lineWatch.ts";
import { argvOf, preflight } from "./preflight.ts";
import { groupMembers, isAlive } from "./procfs.ts";
import { createRunDirectory, giveTo, markOf, pruneRuns, readShimStatus } from "./runDirectory.ts";
import { shimScript } from "./shim.ts";
import type { Identity } from "./shimStatus.ts";
import type { Survey } from "./survey.ts";

/** What every run of a daemon shares. */
export interface Ground {
  readonly home: string;
  readonly shell: string;
  readonly descriptorLimit: number;
  readonly fifos: FifoPool;
  readonly survey: Survey;
}

/** How long SIGKILL may take, and how often the death of what can't be waited for is looked at, in ms. */
const killPatience = 5_000;
const firstLook = 10;
const slowestLook = 100;
const unshimmedLook = 500;

/** Pauses that begin short and grow, until `patience` ms have gone by. */
async function* looks(patience: number): AsyncGenerator<void> {
  for (
    let waited = 0, pause = firstLook;
    waited < patience;
    waited += pause, pause = Math.min(slowestLook, pause * 2)
  ) {
    yield;
    await sleep(pause);
  }
}

/** Signal a group. Before its leader has made it, the leader itself, which will be all there is of it. */
const sendGroup = (leader: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-leader, signal);
  } catch {
    send(leader, signal);
  }
};

const send = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already: that is what was wanted.
  }
};

/** Open the reading end without waiting for a writer; its end is the end of the last writer. */
const readFifo = (path: string): Socket => {
  const reader = new Socket({
    fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  // An error is followed by the end, which is what is listened for.
  reader.on("error", () => undefined);
  return reader;
};

const systemError = (error: unknown): SpawnFailed => {
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { code: undefined, message: String(error) };
  return new SpawnFailed({
    code: code ?? "UNKNOWN",
    message: `the process could not be started: ${message}`,
  });
};

const unclaimed = new SpawnFailed({ code: "SHIM", message: "the shim ended before the command was started" });

const startShim = (
  request: SpawnRequest,
  directory: string,
  mark: string,
  { shell, descriptorLimit }: Ground,
): ChildProcess => {
  const { spec } = request;
  const note = spec.ready.kind === "notify" ? String(spec.ready.fd) : "-";
  const umask = spec.umask === null ? "-" : spec.umask.toString(8).padStart(3, "0");
  const settings = [spec.cwd, note, umask, String(descriptorLimit)];
  const shim = spawn(shell, ["-c", shimScript, "sentinel-shim", ...settings, ...argvOf(spec)], {
    cwd: directory,
    env: environmentOf(request, mark),
    detached: true,
    stdio: "ignore",
    ...(spec.uid === null ? {} : { uid: spec.uid }),
    ...(spec.gid === null ? {} : { gid: spec.gid }),
  });
  shim.unref();
  return shim;
};

/**
 * One live run. While the shim has not reported the command's end it has not reaped the command either, so
 * the pid, which is the group's number too, can't belong to anybody else: it may be signalled unchecked.
 */
class Run {
  readonly end = Deferred.unsafeMake<RunEnd>(FiberId.none);
  readonly ready = Deferred.unsafeMake<void>(FiberId.none);
  /** What we have asked of it; decides what its descendants are granted after its leader has ended. */
  #asked: "nothing" | "stop" | "kill" = "nothing";
  #leader: "unreaped" | "reaped" = "unreaped";
  #stopWatching: () => void = () => undefined;
  readonly #child: Identity;
  readonly #request: SpawnRequest;
  readonly #directory: string;
  readonly #mark: string;
  readonly #survey: Survey;

  constructor(child: Identity, request: SpawnRequest, directory: string, mark: string, survey: Survey) {
    this.#child = child;
    this.#request = request;
    this.#directory = directory;
    this.#mark = mark;
    this.#survey = survey;
  }

  readonly process = (): RunningProcess => ({
    pid: this.#child.pid,
    ready: Deferred.await(this.ready),
    end: Deferred.await(this.end),
    ask: Effect.sync(() => this.#ask()),
    kill: Effect.sync(() => this.#kill()),
    signal: (name) => Effect.sync(() => this.#signal(name as NodeJS.Signals)),
  });

  /** Look out for readiness as the specification defines it. */
  watchReadiness(notify: Socket | null): void {
    const { ready } = this.#request.spec;
    const succeed = (): void => Deferred.unsafeDone(this.ready, Effect.void);
    if (ready.kind === "log") {
      const files = ["out", "err"].map((name) => join(this.#directory, name));
      this.#stopWatching = watchForLine(files, new RegExp(ready.pattern), succeed);
    }
    if (notify) {
      notify.on("data", (bytes) => {
        if (!bytes.includes("\n")) return;
        notify.destroy();
        succeed();
      });
      this.#stopWatching = () => notify.destroy();
    }
  }

  /** The shim is gone: read how the command ended, or go on without a shim if it was killed itself. */
  async shimGone(): Promise<void> {
    const { exit } = readShimStatus(this.#directory);
    if (exit) return this.#finish(exit);
    while (isAlive(this.#child)) await sleep(unshimmedLook);
    return this.#finish({ unknown: "the shim that waited for it was killed" });
  }

  /** Nothing is signalled once its leader has been reaped: from then on the number may be anybody's. */
  #signal(name: NodeJS.Signals): void {
    if (this.#leader === "unreaped") sendGroup(this.#child.pid, name);
    else for (const pid of groupMembers(this.#child.pid)) send(pid, name);
  }

  #ask(): void {
    if (this.#asked === "nothing") this.#asked = "stop";
    this.#signal(this.#request.spec.stopSignal as NodeJS.Signals);
    // A stopped process could not act on the signal.
    this.#signal("SIGCONT");
  }

  #kill(): void {
    this.#asked = "kill";
    this.#signal("SIGKILL");
    void this.#survey.holdersOf(this.#mark).then((pids) => {
      const shim = readShimStatus(this.#directory).shim?.pid;
      for (const pid of pids) if (pid !== shim) send(pid, "SIGKILL");
    });
  }

  async #finish(exit: Exit): Promise<void> {
    this.#leader = "reaped";
    this.#stopWatching();
    if (this.#asked === "stop") await this.#grantDescendantsTheirGrace();
    const survivors = await this.#sweep();
    Deferred.unsafeDone(this.end, Effect.succeed({ exit, survivors }));
  }

  async #grantDescendantsTheirGrace(): Promise<void> {
    for await (const _ of looks(Number.POSITIVE_INFINITY)) {
      if (this.#asked === "kill" || groupMembers(this.#child.pid).length === 0) return;
    }
  }

  /** Kill what is left of group and tree, and wait until it is gone; what can't be killed is returned. */
  async #sweep(): Promise<ReadonlyArray<number>> {
    let left: ReadonlyArray<number> = [];
    for await (const _ of looks(killPatience)) {
      const strays = await this.#survey.holdersOf(this.#mark);
      left = [...new Set([...groupMembers(this.#child.pid), ...strays])];
      if (left.length === 0) return left;
      for (const pid of left) send(pid, "SIGKILL");
    }
    return left;
  }
}

/** Start a run through its shim; succeeds when the command's process exists. */
export const startRun = (request: SpawnRequest, ground: Ground): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.gen(function* () {
    const mark = markOf(ground.home, request.path, request.run);
    const path = environmentOf(request, mark).PATH ?? "";
    const problem = preflight(request.spec, path);
    if (problem) return yield* problem;
    const directory = yield* Effect.tryPromise({ try: () => prepare(request, ground), catch: systemError });
    return yield* launch(request, directory, mark, ground);
  });

const prepare = async (request: SpawnRequest, { home, fifos }: Ground): Promise<string> => {
  const directory = createRunDirectory(home, request);
  pruneRuns(home, request.path);
  await fifos.moveTo(join(directory, "alive"));
  const { uid, gid, ready } = request.spec;
  if (ready.kind === "notify") await fifos.moveTo(join(directory, "notify"));
  if (uid !== null || gid !== null) {
    giveTo(directory, uid ?? process.getuid?.() ?? 0, gid ?? process.getgid?.() ?? 0);
  }
  return directory;
};

const launch = (
  request: SpawnRequest,
  directory: string,
  mark: string,
  ground: Ground,
): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.async((resume) => {
    let run: Run | null = null;
    const alive = readFifo(join(directory, "alive"));
    // Opened before the command exists: what it writes would be lost if it closed the FIFO before we open it.
    const notify = request.spec.ready.kind === "notify" ? readFifo(join(directory, "notify")) : null;
    const fail = (error: SpawnFailed): void => {
      alive.destroy();
      notify?.destroy();
      resume(Effect.fail(error));
    };
    alive.on("data", () => {
      const { child } = readShimStatus(directory);
      if (run || !child) return;
      run = new Run(child, request, directory, mark, ground.survey);
      run.watchReadiness(notify);
      resume(Effect.succeed(run.process()));
    });
    alive.on("end", () => {
      alive.destroy();
      if (run) void run.shimGone();
      else fail(unclaimed);
    });
    try {
      const shim = startShim(request, directory, mark, ground);
      shim.on("error", (error) => fail(systemError(error)));
      shim.on("exit", () => {
        // It never got as far as to open `alive`, so there is no end of that to wait for.
        if (!readShimStatus(directory).shim) fail(unclaimed);
      });
    } catch (error) {
      fail(systemError(error));
    }
  });
