import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * Hands out turns of the event loop, one to each who asks. Things that hold the loop for a millisecond each,
 * as Node's spawn does, would add up to a stall if many of them shared a turn.
 */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** Resolves in a turn that nobody else has. */
  next(): Promise<void> {
    this.#last = this.#last.then(() => nextTurn());
    return this.#last;
  }
}
