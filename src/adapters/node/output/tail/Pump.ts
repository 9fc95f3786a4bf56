import { LoopBudget } from "../../eventLoop/LoopBudget.ts";

/**
 * The result of a poll. `more`: there may be more now; `later`: poll again in the next turn; `nothing`: wait for a
 * notification; `blocked`: the file system refused.
 */
export type PollResult = "more" | "later" | "nothing" | "blocked";

/** A source that may have grown. */
export interface Pollable {
  readonly poll: () => PollResult;
}

/**
 * The pause after a turn, in ms: at least `shortest`, and `share` times the turn, so that polling takes a quarter of
 * the time.
 */
const rest = { shortest: 10, share: 3 };

/** When to retry what the file system refused, in ms. */
const retryInterval = 1_000;

/**
 * Polls sources that have grown, round robin, in a bounded share of the event loop: a flood delays the index, never
 * the daemon.
 */
export class Pump {
  readonly #waiting = new Set<Pollable>();
  /** Sources to poll in the next turn. */
  readonly #nextTurn = new Set<Pollable>();
  readonly #budget = new LoopBudget();
  #state: "idle" | "scheduled" | "closed" = "idle";

  /** The source may have grown: poll it soon, immediately if nothing else is scheduled. */
  wake(growing: Pollable): void {
    this.#waiting.add(growing);
    if (this.#state !== "idle") return;
    this.#state = "scheduled";
    setImmediate(() => this.#turn());
  }

  forget(growing: Pollable): void {
    this.#waiting.delete(growing);
    this.#nextTurn.delete(growing);
  }

  close(): void {
    this.#state = "closed";
    this.#waiting.clear();
    this.#nextTurn.clear();
  }

  #turn(): void {
    if (this.#state === "closed") return;
    this.#budget.renew();
    for (const growing of this.#nextTurn) this.#waiting.add(growing);
    this.#nextTurn.clear();
    // A source with more goes to the back of the set, and is reached again in the same turn.
    for (const growing of this.#waiting) {
      this.#pollOne(growing);
      if (this.#budget.isSpent) break;
    }
    if (this.#waiting.size + this.#nextTurn.size === 0) {
      this.#state = "idle";
      return;
    }
    const delay = Math.max(rest.shortest, rest.share * this.#budget.used);
    setTimeout(() => this.#turn(), delay).unref();
  }

  #pollOne(growing: Pollable): void {
    this.#waiting.delete(growing);
    const look = growing.poll();
    if (look === "more") this.#waiting.add(growing);
    if (look === "later") this.#nextTurn.add(growing);
    if (look === "blocked") setTimeout(() => this.wake(growing), retryInterval).unref();
  }
}
