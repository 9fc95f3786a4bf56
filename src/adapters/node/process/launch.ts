import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import { join } from "node:path";
import { Deferred, Effect, FiberId } from "effect";
import { type SpawnError, SpawnFailed } from "../../../domain/Errors.ts";
import type { RunningProcess, SpawnRequest } from "../../../ports/ProcessSpawner.ts";
import { environmentOf, groupOf, throughShell } from "./environment.ts";
import { readFifo } from "./fifo.ts";
import type { FifoPool } from "./fifoPool.ts";
import type { Launcher } from "./launcher.ts";
import { argvOf, preflight } from "./preflight.ts";
import { watchReadiness } from "./readiness.ts";
import { Run, type Started } from "./run.ts";
import { createRunDirectory, giveTo, markOf, pruneRuns, readShimStatus } from "./runDirectory.ts";
import { groupExists } from "./send.ts";
import { shimScript } from "./shim.ts";
import type { ShimStatus } from "./shimStatus.ts";
import type { Survey } from "./survey.ts";
import type { Turns } from "./turns.ts";

/** What every run of a daemon shares. */
export interface Ground {
  readonly home: string;
  readonly launcher: Launcher;
  readonly descriptorLimit: number;
  readonly fifos: FifoPool;
  readonly survey: Survey;
  readonly beginnings: Turns;
  readonly endings: Turns;
}

const systemError = (error: unknown): SpawnFailed => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "UNKNOWN";
  const reason = error instanceof Error ? error.message : String(error);
  return new SpawnFailed({ code, message: `the process could not be started: ${reason}` });
};

/** Why the shim has not started the command, as far as it could say. */
const shimError = (directory: string): SpawnFailed => {
  const { words } = readShimStatus(directory);
  const code = /fork/i.test(words) ? "EAGAIN" : "SHIM";
  return new SpawnFailed({
    code,
    message: `the shim could not start the process: ${words || "it just ended"}`,
  });
};

/**
 * Start a run through its shim; succeeds when the command's process exists. Interrupted, it ends what it
 * has started.
 */
export const launch = (request: SpawnRequest, ground: Ground): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.gen(function* () {
    const ownTurn = Effect.promise(() => ground.beginnings.next());
    yield* ownTurn;
    const mark = markOf(ground.home, request.path, request.run);
    const environment = environmentOf(request, mark);
    const problem = preflight(request.spec, environment.PATH ?? "");
    if (problem) return yield* problem;
    const directory = yield* Effect.tryPromise({ try: () => prepare(request, ground), catch: systemError });
    yield* ownTurn;
    const started = start({ request, directory, mark, environment }, ground);
    return yield* Effect.ensuring(
      started,
      Effect.sync(() => pruneLater(request, ground)),
    );
  });

const prepare = async (request: SpawnRequest, { home, fifos }: Ground): Promise<string> => {
  const directory = createRunDirectory(home, request);
  await fifos.moveTo(join(directory, "alive"));
  const { spec } = request;
  if (spec.ready.kind === "notify") await fifos.moveTo(join(directory, "notify"));
  const uid = spec.uid ?? process.getuid?.() ?? 0;
  const gid = groupOf(spec) ?? process.getgid?.() ?? 0;
  if (spec.uid !== null || spec.gid !== null) giveTo(directory, uid, gid);
  return directory;
};

/** Old runs are removed when nobody waits for it. What can't be removed now, the next start tries again. */
const pruneLater = ({ path }: SpawnRequest, { home, beginnings }: Ground): void => {
  void beginnings
    .next()
    .then(() => pruneRuns(home, path))
    .catch(() => undefined);
};

/** A run that has all it needs. */
interface Prepared {
  readonly request: SpawnRequest;
  readonly directory: string;
  readonly mark: string;
  readonly environment: Readonly<Record<string, string>>;
}

const spawnShim = ({ request, directory, environment }: Prepared, ground: Ground): ChildProcess => {
  const { spec } = request;
  const { shell, place, prefix } = ground.launcher;
  const gid = groupOf(spec);
  const note = spec.ready.kind === "notify" ? String(spec.ready.fd) : "-";
  const umask = spec.umask === null ? "-" : spec.umask.toString(8).padStart(3, "0");
  const settings = [place, spec.cwd, note, umask, String(ground.descriptorLimit)];
  const shim = spawn(shell, ["-c", shimScript, "sentinel-shim", ...settings, ...prefix, ...argvOf(spec)], {
    cwd: directory,
    env: throughShell(environment),
    detached: true,
    stdio: "ignore",
    ...(spec.uid === null ? {} : { uid: spec.uid }),
    ...(gid === null ? {} : { gid }),
  });
  shim.unref();
  return shim;
};

/** How often to look whether the command's group exists, in ms. It takes one or two. */
const groupLook = 1;

/**
 * Waits for the shim's word that the command exists, and then for its group, without which a signal to the
 * group would be lost. Callbacks only: a fiber for each run would cost more memory than the run. The shim's
 * end is told twice, by `alive` and by the system; either may come first, and the second is for a shim that
 * ended before it could open `alive`.
 */
class Beginning {
  readonly #ready = Deferred.unsafeMake<void>(FiberId.none);
  readonly #directory: string;
  readonly #identity: Omit<Started, "kin" | "stopWatching"> & { readonly mark: string };
  readonly #tell: (outcome: Effect.Effect<RunningProcess, SpawnFailed>) => void;
  #alive: Socket | null = null;
  #shimPid: number | undefined;
  #stopWatching = (): void => undefined;
  #run: Run | null = null;
  #awaited: "by the one who asked" | "by nobody" = "by the one who asked";

  constructor(
    { request, directory, mark }: Prepared,
    { survey, endings }: Ground,
    tell: (outcome: Effect.Effect<RunningProcess, SpawnFailed>) => void,
  ) {
    this.#directory = directory;
    this.#identity = { mark, survey, endings, stopSignal: request.spec.stopSignal };
    this.#tell = tell;
  }

  /** Start the shim, with everything that listens to it in place before. */
  start(prepared: Prepared, ground: Ground): void {
    try {
      this.#alive = readFifo(join(this.#directory, "alive"));
      const { ready } = prepared.request.spec;
      this.#stopWatching = watchReadiness(ready, this.#directory, () =>
        Deferred.unsafeDone(this.#ready, Effect.void),
      );
      this.#listen(this.#alive, spawnShim(prepared, ground));
    } catch (error) {
      this.#fail(systemError(error));
    }
  }

  /** Nobody waits for it any more: end what has been started, or will be. */
  abandon(): void {
    this.#awaited = "by nobody";
    void this.#run?.kill();
  }

  #listen(alive: Socket, shim: ChildProcess): void {
    this.#shimPid = shim.pid;
    if (shim.pid !== undefined) this.#identity.survey.live(shim.pid, this.#identity.mark);
    shim.on("error", (error) => this.#fail(systemError(error)));
    shim.on("exit", () => void this.#shimGone());
    alive.on("data", () => this.#look());
    alive.on("end", () => void this.#shimGone());
  }

  #look(): void {
    const status = readShimStatus(this.#directory);
    if (this.#run || !status.child) return;
    if (groupExists(status.child.pid)) this.#begin(status);
    else setTimeout(() => this.#look(), groupLook);
  }

  #begin({ shim, child }: ShimStatus): void {
    if (this.#run || !shim || !child) return;
    const { mark, ...rest } = this.#identity;
    this.#run = new Run({ ...rest, kin: { leader: child, mark }, stopWatching: this.#stopWatching });
    if (this.#awaited === "by nobody") void this.#run.kill();
    this.#tell(Effect.succeed({ ...this.#run.process, ready: Deferred.await(this.#ready) }));
  }

  async #shimGone(): Promise<void> {
    if (this.#alive === null) return;
    this.#closeAlive();
    this.#run?.shimGone();
    await this.#identity.endings.next();
    this.#begin(readShimStatus(this.#directory));
    if (this.#run === null) return this.#fail(shimError(this.#directory));
    this.#run.shimGone();
    await this.#run.finish(() => readShimStatus(this.#directory).exit);
  }

  #fail(error: SpawnFailed): void {
    this.#closeAlive();
    this.#stopWatching();
    this.#tell(Effect.fail(error));
  }

  #closeAlive(): void {
    this.#alive?.destroy();
    this.#alive = null;
    if (this.#shimPid !== undefined) this.#identity.survey.notLive(this.#shimPid);
  }
}

const start = (prepared: Prepared, ground: Ground): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.async((resume) => {
    const beginning = new Beginning(prepared, ground, resume);
    beginning.start(prepared, ground);
    return Effect.sync(() => beginning.abandon());
  });
