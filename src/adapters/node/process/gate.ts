import { Effect } from "effect";

/**
 * Lets so many pass at once; the others wait in line, and one that waits can be interrupted. Effect's own
 * semaphore wakes everybody who waits each time one place is free, and each wakes with a longer stack: with a
 * thousand in line that took most of a minute and hundreds of megabytes.
 */
export class Gate {
  readonly #places: number;
  #free: number;
  /** In the order of their coming. */
  readonly #waiting = new Set<() => void>();
  readonly #tellEmpty = new Set<() => void>();

  constructor(places: number) {
    this.#places = places;
    this.#free = places;
  }

  /** The effect, once it is its turn. */
  pass<A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> {
    return Effect.acquireUseRelease(
      Effect.interruptible(this.#enter),
      () => effect,
      () => Effect.sync(() => this.#leave()),
    );
  }

  /** Succeeds when nobody is inside or in line. */
  readonly empty = Effect.async<void>((resume) => {
    if (this.#free === this.#places) resume(Effect.void);
    else this.#tellEmpty.add(() => resume(Effect.void));
  });

  readonly #enter = Effect.async<void>((resume) => {
    const enter = (): void => resume(Effect.void);
    if (this.#free > 0) {
      this.#free -= 1;
      enter();
      return;
    }
    this.#waiting.add(enter);
    return Effect.sync(() => {
      // Its turn may have come just before it was interrupted.
      if (!this.#waiting.delete(enter)) this.#leave();
    });
  });

  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else {
      this.#waiting.delete(next);
      next();
    }
    if (this.#free < this.#places) return;
    for (const tell of this.#tellEmpty) tell();
    this.#tellEmpty.clear();
  }
}
