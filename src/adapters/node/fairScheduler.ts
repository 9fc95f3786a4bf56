import { type Fiber, FiberRef, type Scheduler } from "effect";

/** How long Effect's fibers may hold the event loop before timers and sockets have their turn, in ms. */
const slice = 8;

/** A fiber looks at the time every so many steps: to ask costs as much as a step. */
const stepsBetween = 16;

/**
 * Runs Effect's fibers as its own scheduler does, as microtasks, but for a slice of time only. Effect's goes by a
 * count of steps, which with a thousand children held the event loop for a third of a second. Priorities, which
 * nobody here gives, are not heeded.
 */
export class FairScheduler implements Scheduler.Scheduler {
  #tasks: Array<Scheduler.Task> = [];
  /** How many of them are done. */
  #done = 0;
  #state: "idle" | "due" = "idle";
  /** When the fibers of this turn of the event loop have had enough; null before the first of them. */
  #sliceEnds: number | null = null;

  shouldYield(fiber: Fiber.RuntimeFiber<unknown, unknown>): number | false {
    const steps = fiber.currentOpCount;
    const isDue =
      steps > fiber.getFiberRef(FiberRef.currentMaxOpsBeforeYield) ||
      (steps % stepsBetween === 0 && this.#isSpent());
    return isDue ? fiber.getFiberRef(FiberRef.currentSchedulingPriority) : false;
  }

  scheduleTask(task: Scheduler.Task): void {
    this.#tasks.push(task);
    if (this.#state === "due") return;
    this.#state = "due";
    this.#callSoon();
  }

  #callSoon(): void {
    if (this.#isSpent()) setImmediate(this.#work);
    else void Promise.resolve().then(this.#work);
  }

  readonly #work = (): void => {
    for (let task = this.#next(); task; task = this.#next()) {
      task();
      if (this.#isSpent()) break;
    }
    if (this.#tasks.length > 0) this.#callSoon();
    else this.#state = "idle";
  };

  #next(): Scheduler.Task | undefined {
    const task = this.#tasks[this.#done];
    this.#done += 1;
    if (this.#done < this.#tasks.length) return task;
    this.#tasks = [];
    this.#done = 0;
    return task;
  }

  #isSpent(): boolean {
    const now = performance.now();
    if (this.#sliceEnds === null) {
      this.#sliceEnds = now + slice;
      setImmediate(this.#turnOver);
    }
    return now > this.#sliceEnds;
  }

  readonly #turnOver = (): void => {
    this.#sliceEnds = null;
  };
}
