import type { LogStream } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { Left } from "./Tail.ts";

/** What the index says of one run. */
export class Account {
  #first: number | null = null;
  #last: number | null = null;
  #lines = 0;
  readonly #left: Record<LogStream, Left>;

  /** `start`: nothing of the run was printed before, in ms since 1970. */
  constructor(start: number) {
    this.#left = { stdout: { offset: 0, at: start }, stderr: { offset: 0, at: start } };
  }

  /** Where the stream is read on. */
  left(stream: LogStream): Left {
    return this.#left[stream];
  }

  get range() {
    return { first: this.#first, last: this.#last, lines: this.#lines };
  }

  add({ stream, to, at, seq, lines }: Arrival): void {
    this.#left[stream] = { offset: to, at };
    if (lines === 0) return;
    this.#first ??= seq;
    this.#last = seq + lines - 1;
    this.#lines += lines;
  }
}
