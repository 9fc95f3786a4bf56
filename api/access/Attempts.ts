import { type Failures, lockedFor, withFailure } from "../../src/policy/account/lockout.ts";

/** So many senders and accounts are remembered, some 2 MB; of more, those are forgotten whose last attempt is the oldest. */
const most = 10_000;

/** Who has failed to log in how often. */
export class Attempts {
  /** The one with the oldest attempt first. */
  readonly #failures = new Map<string, Failures>();

  /** How long `who` may not try, in ms; 0: may. Counts as failed until it is said that it was not. `now`: ms since 1970. */
  begin(who: string, now: number): number {
    const failures = this.#failures.get(who);
    const wait = lockedFor(failures, now);
    if (wait > 0) return wait;
    this.#put(who, withFailure(failures, now));
    return 0;
  }

  /** It has succeeded: what failed before is forgotten. */
  succeed(who: string): void {
    this.#failures.delete(who);
  }

  /** It was not looked at, so it does not count. */
  cancel(who: string): void {
    const failures = this.#failures.get(who);
    if (failures !== undefined) this.#put(who, { ...failures, count: failures.count - 1 });
  }

  get size(): number {
    return this.#failures.size;
  }

  #put(who: string, failures: Failures): void {
    this.#failures.delete(who);
    this.#failures.set(who, failures);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > most && oldest !== undefined) this.#failures.delete(oldest);
  }
}
