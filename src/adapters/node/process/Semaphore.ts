import { Effect } from "effect";

/**
 * Limits how many effects run at once. The others wait in order, and a waiting one can be interrupted. Effect's own
 * semaphore wakes every waiter each time one permit is released, each with a longer stack: with a thousand waiters that
 * took most of a minute and hundreds of megabytes.
 */
export class Semaphore {
  readonly #permits: number;
  #free: number;
  /** In order of arrival. */
  readonly #waiting = new Set<() => void>();
  readonly #idleListeners = new Set<() => void>();

  constructor(permits: number) {
    this.#permits = permits;
    this.#free = permits;
  }

  /** Run the effect once a permit is available. */
  withPermit<A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return Effect.acquireUseRelease(
      Effect.interruptible(this.#acquire),
      () => effect,
      () => Effect.sync(() => this.#release()),
    );
  }

  /** Succeeds when all permits are free and nobody waits. */
  readonly idle = Effect.async<void>((resume) => {
    if (this.#free === this.#permits) resume(Effect.void);
    else this.#idleListeners.add(() => resume(Effect.void));
  });

  readonly #acquire = Effect.async<void>((resume) => {
    const acquired = (): void => resume(Effect.void);
    if (this.#free > 0) {
      this.#free -= 1;
      acquired();
      return;
    }
    this.#waiting.add(acquired);
    return Effect.sync(() => {
      // It may have got its permit just before it was interrupted.
      if (!this.#waiting.delete(acquired)) this.#release();
    });
  });

  #release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else {
      this.#waiting.delete(next);
      next();
    }
    if (this.#free < this.#permits) return;
    for (const notify of this.#idleListeners) notify();
    this.#idleListeners.clear();
  }
}
