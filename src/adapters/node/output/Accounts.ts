import { Account } from "./Account.ts";

/** What the index of a child says of each run that may still be read or come back. */
export class Accounts {
  readonly #byRun = new Map<number, Account>();
  #gone = 0;

  get runs(): ReadonlyArray<number> {
    return [...this.#byRun.keys()];
  }

  get(run: number): Account | undefined {
    return this.#byRun.get(run);
  }

  /** The account of a run; `start`: nothing of it was printed before, in ms since 1970. */
  of(run: number, start: number): Account {
    const known = this.#byRun.get(run);
    if (known) return known;
    const account = new Account(start);
    this.#byRun.set(run, account);
    return account;
  }

  /** Nothing is left of a run, and it won't come back. */
  drop(run: number): void {
    this.#byRun.delete(run);
    this.#gone += 1;
  }

  /** Runs of which nothing is left but their entries in the index, since that was last rewritten. */
  get gone(): number {
    return this.#gone;
  }

  /** There is nothing in the index any more that isn't needed. */
  rewritten(): void {
    this.#gone = 0;
  }
}
