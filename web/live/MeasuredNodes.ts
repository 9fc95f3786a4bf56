/** The nodes whose usage is wanted by any part of the page: the daemon is asked for all of them together. */
export class MeasuredNodes {
  readonly #wanted = new Set<{ readonly ids: ReadonlyArray<number> }>();
  readonly #ask: (ids: ReadonlyArray<number>) => void;
  #isDue = false;
  #asked = "";

  constructor(ask: (ids: ReadonlyArray<number>) => void) {
    this.#ask = ask;
  }

  /** Want these, too, until the returned function is called. */
  add(ids: ReadonlyArray<number>): () => void {
    const wanted = { ids };
    this.#wanted.add(wanted);
    this.#askSoon();
    return () => {
      this.#wanted.delete(wanted);
      this.#askSoon();
    };
  }

  /** Once for all that changes in one turn: a component that wants others lets go of the first before. */
  #askSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      const ids = [...new Set([...this.#wanted].flatMap((one) => one.ids))].sort((a, b) => a - b);
      if (ids.join() === this.#asked) return;
      this.#asked = ids.join();
      this.#ask(ids);
    });
  }
}
