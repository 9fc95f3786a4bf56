import { setImmediate as turnOver } from "node:timers/promises";

/** How long work that can be divided holds the event loop, in ms. */
const longest = 8;

/** A share of the event loop: whoever has used it up gives others their turn. */
export class Slice {
  #began = performance.now();

  get isSpent(): boolean {
    return performance.now() - this.#began > longest;
  }

  /** Give others their turn, and begin another. */
  async turnOver(): Promise<void> {
    await turnOver();
    this.#began = performance.now();
  }
}
