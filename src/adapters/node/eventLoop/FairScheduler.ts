import { type Fiber, FiberRef, type Scheduler } from "effect";
import { LoopBudget } from "./LoopBudget.ts";

/** A fiber checks the budget every this many operations: reading the clock costs as much as an operation. */
const operationsBetweenChecks = 16;

/**
 * Runs Effect's fibers as its own scheduler does, as microtasks, but only within a time budget for each turn of the
 * event loop. Effect's scheduler counts operations instead, which with a thousand children held the event loop for a
 * third of a second. Priorities are ignored, since no fiber here sets one.
 */
export class FairScheduler implements Scheduler.Scheduler {
  #tasks: Array<Scheduler.Task> = [];
  /** How many of `#tasks` have run. */
  #done = 0;
  #state: "idle" | "scheduled" = "idle";
  readonly #budget = new LoopBudget();
  /** Whether the budget belongs to the current turn of the event loop. */
  #turn: "new" | "begun" = "new";

  shouldYield(fiber: Fiber.RuntimeFiber<unknown, unknown>): number | false {
    const operations = fiber.currentOpCount;
    const mustYield =
      operations > fiber.getFiberRef(FiberRef.currentMaxOpsBeforeYield) ||
      (operations % operationsBetweenChecks === 0 && this.#isSpent());
    return mustYield ? fiber.getFiberRef(FiberRef.currentSchedulingPriority) : false;
  }

  scheduleTask(task: Scheduler.Task): void {
    this.#tasks.push(task);
    if (this.#state === "scheduled") return;
    this.#state = "scheduled";
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isSpent()) setImmediate(this.#runTasks);
    else void Promise.resolve().then(this.#runTasks);
  }

  readonly #runTasks = (): void => {
    for (let task = this.#next(); task; task = this.#next()) {
      task();
      if (this.#isSpent()) break;
    }
    if (this.#tasks.length > 0) this.#schedule();
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
    if (this.#turn === "new") {
      this.#turn = "begun";
      this.#budget.renew();
      setImmediate(this.#endTurn);
    }
    return this.#budget.isSpent;
  }

  readonly #endTurn = (): void => {
    this.#turn = "new";
  };
}
