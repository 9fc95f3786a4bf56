/**
 * What a look at something that may have grown came to: there may be more now; it is to be looked at again in the
 * next turn; it will say so itself when there is more; the file system refused.
 */
export type Look = "more" | "later" | "nothing" | "blocked";

/** Something that may have grown. */
export interface Growing {
  readonly look: () => Look;
}

/** A turn ends after this, in ms: what else the daemon does goes on in between. */
const longestTurn = 8;

/** The pause after a turn is at least this, in ms, and at least so many times the turn: a quarter of the time. */
const pause = { shortest: 10, share: 3 };

/** When to try again what the file system refused, in ms. */
const retryAfter = 1_000;

/**
 * Looks at what has grown, all of it in turn, in a bounded share of the event loop: a flood makes the index
 * lag, never the daemon.
 */
export class Pump {
  readonly #waiting = new Set<Growing>();
  /** For the next turn. */
  readonly #later = new Set<Growing>();
  #state: "idle" | "scheduled" | "closed" = "idle";

  /** It may have grown: look at it soon, at once if there is nothing else to do. */
  wake(growing: Growing): void {
    this.#waiting.add(growing);
    if (this.#state !== "idle") return;
    this.#state = "scheduled";
    setImmediate(() => this.#turn());
  }

  forget(growing: Growing): void {
    this.#waiting.delete(growing);
    this.#later.delete(growing);
  }

  close(): void {
    this.#state = "closed";
    this.#waiting.clear();
    this.#later.clear();
  }

  #turn(): void {
    if (this.#state === "closed") return;
    const began = performance.now();
    for (const growing of this.#later) this.#waiting.add(growing);
    this.#later.clear();
    // Whoever has more goes to the back of the set, and so is met again in the same turn.
    for (const growing of this.#waiting) {
      this.#look(growing);
      if (performance.now() - began > longestTurn) break;
    }
    if (this.#waiting.size + this.#later.size === 0) {
      this.#state = "idle";
      return;
    }
    const rest = Math.max(pause.shortest, pause.share * (performance.now() - began));
    setTimeout(() => this.#turn(), rest).unref();
  }

  #look(growing: Growing): void {
    this.#waiting.delete(growing);
    const look = growing.look();
    if (look === "more") this.#waiting.add(growing);
    if (look === "later") this.#later.add(growing);
    if (look === "blocked") setTimeout(() => this.wake(growing), retryAfter).unref();
  }
}
