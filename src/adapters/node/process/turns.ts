/**
 * Hands out turns of the event loop, one to each who asks: the one that goes on now, if nobody has had it yet.
 * Things that hold the loop for a millisecond each, as Node's spawn does, would add up to a stall if many of them
 * shared a turn.
 */
export class Turns {
  readonly #waiting: Array<() => void> = [];
  #turn: "free" | "taken" = "free";

  /** Resolves in a turn that nobody else has. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#turn === "free") this.#give();
    });
  }

  #give(): void {
    const next = this.#waiting.shift();
    this.#turn = next ? "taken" : "free";
    if (!next) return;
    next();
    setImmediate(() => this.#give());
  }
}
