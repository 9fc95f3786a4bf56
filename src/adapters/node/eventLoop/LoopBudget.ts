import { setImmediate as nextTurn } from "node:timers/promises";

/** How long divisible work may hold the event loop by default, in ms. */
const defaultBudget = 8;

/**
 * How long some work may hold the event loop. Divisible work checks regularly whether the budget is spent, and then
 * yields, so that timers and sockets get their turn.
 */
export class LoopBudget {
  readonly #ms: number;
  #began = performance.now();

  constructor(ms = defaultBudget) {
    this.#ms = ms;
  }

  /** How long the event loop has been held since the budget was renewed, in ms. */
  get used(): number {
    return performance.now() - this.#began;
  }

  get isSpent(): boolean {
    return this.used > this.#ms;
  }

  renew(): void {
    this.#began = performance.now();
  }

  /** Let a turn of the event loop pass, and renew the budget. */
  async yield(): Promise<void> {
    await nextTurn();
    this.renew();
  }
}
