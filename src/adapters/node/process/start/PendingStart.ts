import { existsSync } from "node:fs";
import { join } from "node:path";
import { Deferred, Effect, FiberId } from "effect";
import { type SpawnError, SpawnFailed } from "../../../../domain/Errors.ts";
import type { Ready } from "../../../../domain/tree/ChildSpec.ts";
import type { RunningProcess } from "../../../../ports/machine/ProcessSpawner.ts";
import type { EnforcedLimits } from "../controlGroup/EnforcedLimits.ts";
import { recordReady, shimStatusOnceReadable, withdraw } from "../records/runDirectory.ts";
import type { ShimCommand } from "../shim/ForkServer.ts";
import type { ShimStatus } from "../shim/shimStatus.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { errorCodeIn } from "../systemError.ts";
import { listenToShim } from "../watch/alive/listenToShim.ts";
import type { ShimListener } from "../watch/alive/ShimListener.ts";
import { Run } from "../watch/Run.ts";
import { watchReadiness } from "../watch/readiness.ts";
import { groupExists } from "../watch/send.ts";
import { limitProblem } from "./processLimits.ts";
import { startShim } from "./startShim.ts";

/** How often to check whether the command's process group exists, in ms. It takes one or two. */
const groupPollInterval = 1;

/** How long a shim may take to claim its run, in ms. It takes one or two. */
const claimTimeout = 30_000;

/** A run to be started, with its own directory. */
interface RunToStart {
  readonly directory: string;
  readonly limits: EnforcedLimits;
  readonly mark: string;
  readonly ready: Ready;
  readonly stopSignal: string;
}

/** Why the shim has not started the command, as far as it could report. */
const shimError = (directory: string, { shellOutput }: ShimStatus): SpawnError => {
  const refusedLimit = limitProblem(shellOutput);
  if (refusedLimit !== null) return refusedLimit;
  if (shellOutput.includes("control group refused"))
    return new SpawnFailed({ code: "CGROUP", message: "the kernel did not let it into its control group" });
  if (!existsSync(join(directory, "status"))) {
    return new SpawnFailed({
      code: "ENOENT",
      message: `its files in ${directory} were deleted while it was started`,
    });
  }
  const code = errorCodeIn(shellOutput) ?? "SHIM";
  const message = `the shim could not start the process: ${shellOutput || "it just ended"}`;
  return new SpawnFailed({ code, message });
};

/**
 * Waits until the shim reports that the command exists, and then for its process group, without which a signal to the
 * group would be lost. Uses callbacks: a fiber per run would take more memory than the run.
 */
export class PendingStart {
  readonly #ready = Deferred.unsafeMake<void>(FiberId.none);
  readonly #toStart: RunToStart;
  readonly #context: SpawnerContext;
  readonly #resolve: (outcome: Effect.Effect<RunningProcess, SpawnError>) => void;
  #shim: ShimListener | null = null;
  #shimPid: number | null = null;
  #shimSeen = (): void => undefined;
  #stopWatching = (): void => undefined;
  #run: Run | null = null;
  #caller: "waiting" | "gone" = "waiting";

  constructor(
    toStart: RunToStart,
    context: SpawnerContext,
    resolve: (outcome: Effect.Effect<RunningProcess, SpawnError>) => void,
  ) {
    this.#toStart = toStart;
    this.#context = context;
    this.#resolve = resolve;
  }

  /** Listen to the shim, which may already exist, and watch for readiness. Throws the system's error. */
  watch(): void {
    const { directory, ready } = this.#toStart;
    this.#shim = listenToShim(directory, {
      changed: () => void this.#checkStatus(),
      ended: () => void this.#shimEnded(),
    });
    this.#stopWatching = watchReadiness(ready, directory, () => {
      this.#context.crashPoint("ready.seen");
      try {
        recordReady(directory);
      } catch {
        // The disk may be full, for example. The run is still ready; only the next daemon may not know it.
      }
      this.#context.crashPoint("ready.recorded");
      Deferred.unsafeDone(this.#ready, Effect.void);
    });
  }

  /** Start the shim. Throws the system's error. */
  start(command: ShimCommand): void {
    const missing = (): void => this.#shimMissing();
    const { acknowledge } = startShim(command, this.#context, missing);
    const timeout = setTimeout(missing, claimTimeout).unref();
    this.#shimSeen = () => {
      clearTimeout(timeout);
      acknowledge();
    };
  }

  /** The caller was interrupted: kill what has been started or will be. */
  abandon(): void {
    this.#caller = "gone";
    void this.#run?.kill();
  }

  /** The start has failed. */
  fail(error: SpawnError): void {
    this.#stopListening();
    this.#stopWatching();
    void this.#toStart.limits.end();
    this.#resolve(Effect.fail(error));
  }

  /** See what the shim did that an earlier daemon started. */
  readShim(): void {
    this.#shim?.look();
  }

  async #checkStatus(): Promise<void> {
    if (this.#run || this.#shim === null) return;
    this.#shimSeen();
    const status = await shimStatusOnceReadable(this.#toStart.directory);
    if (this.#run || this.#shim === null || !status.child) return;
    this.#context.crashPoint("start.child-seen");
    if (groupExists(status.child.pid)) this.#begin(status);
    else setTimeout(() => void this.#checkStatus(), groupPollInterval);
  }

  #begin({ shim, child }: ShimStatus): void {
    if (this.#run || !shim || !child) return;
    const { mark, directory, limits, stopSignal } = this.#toStart;
    const { processScan, endTurns, crashPoint } = this.#context;
    this.#shimPid = shim.pid;
    processScan.markLive(shim.pid, mark);
    const identity = { leader: child, mark };
    const stopWatching = this.#stopWatching;
    this.#run = new Run({
      identity,
      directory,
      limits,
      stopSignal,
      processScan,
      endTurns,
      crashPoint,
      stopWatching,
    });
    if (this.#caller === "gone") void this.#run.kill();
    this.#resolve(Effect.succeed({ ...this.#run.process, ready: Deferred.await(this.#ready) }));
    this.#context.crashPoint("start.reported");
  }

  /** The shim has not been seen and is no longer expected, unless it has claimed the run. */
  #shimMissing(): void {
    if (this.#shim !== null && withdraw(this.#toStart.directory)) {
      this.fail(new SpawnFailed({ code: "EAGAIN", message: "the system could not start the shim" }));
    }
  }

  async #shimEnded(): Promise<void> {
    if (this.#shim === null) return;
    this.#context.crashPoint("end.noticed");
    this.#shimSeen();
    this.#stopListening();
    this.#run?.shimEnded();
    // A thousand may end in one turn of the event loop: spread what takes longer.
    await this.#context.endTurns.next();
    const status = await shimStatusOnceReadable(this.#toStart.directory);
    this.#begin(status);
    if (status.shim) {
      this.#context.processScan.unmarkLive(status.shim.pid);
      this.#context.forkServer.reap(status.shim.pid);
    }
    if (this.#run === null) return this.fail(shimError(this.#toStart.directory, status));
    this.#run.shimEnded();
    await this.#run.finish();
  }

  #stopListening(): void {
    this.#shim?.close();
    this.#shim = null;
    if (this.#shimPid !== null) this.#context.processScan.unmarkLive(this.#shimPid);
  }
}
