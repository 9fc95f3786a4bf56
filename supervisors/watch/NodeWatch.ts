import { Effect, type Fiber, FiberId, Runtime, type Scope } from "effect";
import type { Watch } from "../../src/domain/tree/Watch.ts";
import {
  afterChange,
  type LoopGuard,
  noLoop,
  quickLimit,
  quietMs,
} from "../../src/policy/watch/loopGuard.ts";
import type { WatchListener } from "../../src/ports/machine/FileWatcher.ts";
import { restart } from "../commands/commands.ts";
import { outcomeOf } from "../commands/provenInstance.ts";
import { isUp, type ServiceNode, wantedOf } from "../node/node.ts";
import type { Tree } from "../tree/tree.ts";
import type { RollingRestarts } from "./RollingRestarts.ts";
import { begunWatch, type Watched } from "./Watched.ts";

/** The changes since the files were last left alone: the first file, and the age of the run at that time, ms. */
interface Changes {
  readonly first: string;
  readonly upMs: number | null;
  readonly settles: Fiber.RuntimeFiber<void>;
}

interface Around {
  readonly tree: Tree;
  readonly rolling: RollingRestarts;
}

/** Restarts one child after changes of its files, once they have settled. */
export class NodeWatch implements WatchListener {
  readonly #tree: Tree;
  readonly #rolling: RollingRestarts;
  readonly #node: ServiceNode;
  readonly #watch: Watch;
  readonly #scope: Scope.Scope;
  #guard: LoopGuard = noLoop;
  #changes: Changes | null = null;
  #state: Watched = begunWatch;

  constructor({ tree, rolling }: Around, node: ServiceNode, watch: Watch, scope: Scope.Scope) {
    this.#tree = tree;
    this.#rolling = rolling;
    this.#node = node;
    this.#watch = watch;
    this.#scope = scope;
  }

  problem(problem: string | null): void {
    if (problem === this.#state.problem) return;
    this.#become({ problem });
    if (problem !== null) this.#alarm(problem);
  }

  changed(path: string): void {
    this.#changes?.settles.unsafeInterruptAsFork(FiberId.none);
    const { first, upMs } = this.#changes ?? { first: path, upMs: this.#uptime() };
    this.#changes = { first, upMs, settles: this.#fork(this.#afterQuiet()) };
  }

  /** While it is suspended, changes only put off the time at which it goes on. */
  #afterQuiet(): Effect.Effect<void> {
    const wait = this.#state.suspendedBy === null ? this.#watch.debounceMs : quietMs;
    return Effect.zipRight(
      Effect.sleep(wait),
      Effect.suspend(() => this.#settled()),
    );
  }

  #settled(): Effect.Effect<void> {
    const changes = this.#changes;
    this.#changes = null;
    if (changes === null) return Effect.void;
    if (this.#state.suspendedBy !== null) {
      this.#guard = noLoop;
      this.#become({ suspendedBy: null });
      return Effect.void;
    }
    if (this.#isDown()) return Effect.void;
    const { guard, verdict } = afterChange(this.#guard, changes.upMs);
    this.#guard = guard;
    return verdict === "suspend" ? this.#suspend(changes.first) : this.#restart(changes.first);
  }

  /** Whether it is not to run: a user has stopped it, or it was removed, or the daemon is about to end. */
  #isDown(): boolean {
    return wantedOf(this.#node) === "down" || this.#tree.phase !== "running";
  }

  #suspend(file: string): Effect.Effect<void> {
    const name = this.#nameOf(file);
    this.#become({ suspendedBy: name });
    this.#alarm(
      `its files are not watched for now: ${name} changed shortly after each of its last ${quickLimit} starts, so it seems to write what it watches; add that to watch.ignore`,
    );
    // It goes on once nothing has changed for a while.
    this.#changes = { first: file, upMs: null, settles: this.#fork(this.#afterQuiet()) };
    return Effect.void;
  }

  /** Detached from the watch: the restart goes on if the declaration changes meanwhile. A refused one changes nothing. */
  #restart(file: string): Effect.Effect<void> {
    const node = this.#node;
    const because = `watch: ${this.#nameOf(file)} changed`;
    const work = Effect.suspend(() => {
      if (this.#isDown()) return Effect.succeed(outcomeOf(node, true, "it was stopped meanwhile"));
      this.#become({ restarts: this.#state.restarts + 1 });
      return restart(this.#tree, node, { by: "watch", wait: "unless held", because });
    });
    if (node.parent.spec.template === null)
      return Effect.asVoid(Effect.forkIn(Effect.ignore(work), node.scope));
    const inTurn = this.#rolling.add(node.parent, { node, because, restart: work });
    return Effect.asVoid(Effect.forkIn(inTurn, node.parent.scope));
  }

  /** How old its run is, ms; null if none runs. */
  #uptime(): number | null {
    if (!isUp(this.#node) || this.#node.process === null) return null;
    return this.#tree.wiring.now.monotonic() - this.#node.actor.getSnapshot().context.startedAt;
  }

  /** Relative to its working directory if it is below that. */
  #nameOf(file: string): string {
    const { cwd } = this.#node.spec;
    const folder = cwd.endsWith("/") ? cwd : `${cwd}/`;
    return file.startsWith(folder) ? file.slice(folder.length) : file;
  }

  #become(now: Partial<Watched>): void {
    this.#state = { ...this.#state, ...now };
    this.#node.watched = this.#state;
    this.#tree.views.changed(this.#node);
  }

  #alarm(reason: string): void {
    const { log, now } = this.#tree.wiring;
    const fact = { at: now.wall(), subject: this.#node.path, by: "system" };
    log.record({ type: "alarm", alarm: "watch", ...fact, run: this.#node.lastRun || null, reason });
  }

  #fork(effect: Effect.Effect<void>): Fiber.RuntimeFiber<void> {
    return Runtime.runFork(this.#tree.wiring.runtime)(effect, { scope: this.#scope });
  }
}
