import type { Socket } from "node:net";
import { join } from "node:path";
import { Deferred, Effect, FiberId } from "effect";
import type { Ready } from "../../../domain/ChildSpec.ts";
import { SpawnFailed } from "../../../domain/Errors.ts";
import { passing } from "../../../domain/Step.ts";
import type { RunningProcess } from "../../../ports/ProcessSpawner.ts";
import { readFifo } from "./fifo.ts";
import type { ShimOrder } from "./forkServer.ts";
import type { Ground } from "./ground.ts";
import { lifeOf } from "./processTable.ts";
import { watchReadiness } from "./readiness.ts";
import { Run } from "./run.ts";
import { noteReady, readShimStatus, withdraw } from "./runDirectory.ts";
import { groupExists } from "./send.ts";
import type { ShimStatus } from "./shimStatus.ts";
import { startShim } from "./startShim.ts";
import { codeIn } from "./systemError.ts";

/** How often to look whether the command's group exists, in ms. It takes one or two. */
const groupLook = 1;

/** How long a shim may take to claim its run, in ms; it takes one or two. */
const claimPatience = 30_000;

/** A run that is about to begin, in a directory of its own. */
interface Beginner {
  readonly directory: string;
  readonly mark: string;
  readonly ready: Ready;
  readonly stopSignal: string;
}

/** Why the shim has not started the command, as far as it could say. */
const shimError = (directory: string): SpawnFailed => {
  const { words } = readShimStatus(directory);
  const code = codeIn(words) ?? "SHIM";
  const message = `the shim could not start the process: ${words || "it just ended"}`;
  return new SpawnFailed({ code, message });
};

/**
 * Waits for the shim's word that the command exists, and then for its group, without which a signal to the
 * group would be lost. Callbacks only: a fiber for each run would cost more memory than the run.
 */
export class Beginning {
  readonly #ready = Deferred.unsafeMake<void>(FiberId.none);
  readonly #beginner: Beginner;
  readonly #ground: Ground;
  readonly #tell: (outcome: Effect.Effect<RunningProcess, SpawnFailed>) => void;
  #alive: Socket | null = null;
  #shimPid: number | null = null;
  #heard = (): void => undefined;
  #stopWatching = (): void => undefined;
  #run: Run | null = null;
  #awaited: "by the one who asked" | "by nobody" = "by the one who asked";

  constructor(
    beginner: Beginner,
    ground: Ground,
    tell: (outcome: Effect.Effect<RunningProcess, SpawnFailed>) => void,
  ) {
    this.#beginner = beginner;
    this.#ground = ground;
    this.#tell = tell;
  }

  /** Listen to the shim, which may be there already, and look out for readiness. Throws the system's error. */
  watch(): void {
    const { directory, ready } = this.#beginner;
    const alive = readFifo(join(directory, "alive"));
    this.#alive = alive;
    this.#stopWatching = watchReadiness(ready, directory, () => {
      passing("ready.seen");
      try {
        noteReady(directory);
      } catch {
        // No room, for one. It is ready all the same; only the next daemon may not know.
      }
      passing("ready.noted");
      Deferred.unsafeDone(this.#ready, Effect.void);
    });
    alive.on("data", () => this.#look());
    alive.on("end", () => void this.#shimGone());
  }

  /** Start the shim. Throws the system's error. */
  start(order: ShimOrder): void {
    const lost = (): void => this.#shimLost();
    const { heard } = startShim(order, this.#ground, lost);
    const tooLate = setTimeout(lost, claimPatience).unref();
    this.#heard = () => {
      clearTimeout(tooLate);
      heard();
    };
  }

  /** Nobody waits for it any more: end what has been started, or will be. */
  abandon(): void {
    this.#awaited = "by nobody";
    void this.#run?.kill();
  }

  /** It can't begin. */
  fail(error: SpawnFailed): void {
    this.#closeAlive();
    this.#stopWatching();
    this.#tell(Effect.fail(error));
  }

  /**
   * Take up a shim that an earlier daemon has started. A FIFO that was opened after its last writer had gone
   * does not tell its end (poll(2) on Linux), so one that is gone already is found by its identity.
   */
  takeUp(): void {
    const { shim } = readShimStatus(this.#beginner.directory);
    if (shim === null || lifeOf(shim) === "gone") void this.#shimGone();
    else this.#look();
  }

  #look(): void {
    if (this.#run || this.#alive === null) return;
    this.#heard();
    const status = readShimStatus(this.#beginner.directory);
    if (!status.child) return;
    passing("start.child-seen");
    if (groupExists(status.child.pid)) this.#begin(status);
    else setTimeout(() => this.#look(), groupLook);
  }

  #begin({ shim, child }: ShimStatus): void {
    if (this.#run || !shim || !child) return;
    const { mark, directory, stopSignal } = this.#beginner;
    const { survey, endings } = this.#ground;
    this.#shimPid = shim.pid;
    survey.live(shim.pid, mark);
    const kin = { leader: child, mark };
    this.#run = new Run({ kin, directory, stopSignal, survey, endings, stopWatching: this.#stopWatching });
    if (this.#awaited === "by nobody") void this.#run.kill();
    this.#tell(Effect.succeed({ ...this.#run.process, ready: Deferred.await(this.#ready) }));
    passing("start.told");
  }

  /** Nothing has been heard of the shim and it is not to be expected any more, unless it has claimed the run. */
  #shimLost(): void {
    if (this.#alive !== null && withdraw(this.#beginner.directory)) {
      this.fail(new SpawnFailed({ code: "EAGAIN", message: "the system could not start the shim" }));
    }
  }

  async #shimGone(): Promise<void> {
    if (this.#alive === null) return;
    passing("end.heard");
    this.#heard();
    this.#closeAlive();
    this.#run?.shimGone();
    // A thousand may come in one turn: what takes longer has turns of its own.
    await this.#ground.endings.next();
    const status = readShimStatus(this.#beginner.directory);
    this.#begin(status);
    if (status.shim) {
      this.#ground.survey.notLive(status.shim.pid);
      this.#ground.forkServer.bury(status.shim.pid);
    }
    if (this.#run === null) return this.fail(shimError(this.#beginner.directory));
    this.#run.shimGone();
    await this.#run.finish();
  }

  #closeAlive(): void {
    this.#alive?.destroy();
    this.#alive = null;
    if (this.#shimPid !== null) this.#ground.survey.notLive(this.#shimPid);
  }
}
