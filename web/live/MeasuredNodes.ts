/** The nodes whose usage any part of the page shows. It is requested for all of them together. */
export class MeasuredNodes {
  readonly #wanted = new Set<{ readonly ids: ReadonlyArray<number> }>();
  readonly #ask: (ids: ReadonlyArray<number>) => void;
  #isDue = false;
  #asked = "";

  constructor(ask: (ids: ReadonlyArray<number>) => void) {
    this.#ask = ask;
  }

  /** Add these nodes until the returned function is called. */
  add(ids: ReadonlyArray<number>): () => void {
    const wanted = { ids };
    this.#wanted.add(wanted);
    this.#askSoon();
    return () => {
      this.#wanted.delete(wanted);
      this.#askSoon();
    };
  }

  /** Once for all changes of one turn: a component that changes its nodes removes the former ones first. */
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
