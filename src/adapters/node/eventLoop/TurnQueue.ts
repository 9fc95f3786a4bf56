/**
 * Assigns turns of the event loop, one to each caller: the current one, unless it is taken. An indivisible call, such
 * as Node's spawn, holds the loop for a millisecond; many of them in one turn would stall it.
 */
export class TurnQueue {
  readonly #waiting: Array<() => void> = [];
  #turn: "free" | "taken" = "free";

  /** Resolves in a turn that no other caller has. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#turn === "free") this.#handOut();
    });
  }

  #handOut(): void {
    const next = this.#waiting.shift();
    this.#turn = next ? "taken" : "free";
    if (!next) return;
    next();
    setImmediate(() => this.#handOut());
  }
}
