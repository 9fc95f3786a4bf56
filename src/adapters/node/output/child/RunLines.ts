import type { LogStream } from "../../../../domain/LogLine.ts";
import type { Arrival } from "../index/arrival.ts";
import type { StreamPosition } from "../tail/Tail.ts";

/** The lines of one run, as the index has them. */
export class RunLines {
  #first: number | null = null;
  #last: number | null = null;
  #lines = 0;
  readonly #positions: Record<LogStream, StreamPosition>;

  /** `start`: when the run started, in ms since 1970; no line is older. */
  constructor(start: number) {
    this.#positions = { stdout: { offset: 0, at: start }, stderr: { offset: 0, at: start } };
  }

  /** The position up to which a stream is recorded. */
  position(stream: LogStream): StreamPosition {
    return this.#positions[stream];
  }

  get range() {
    return { first: this.#first, last: this.#last, lines: this.#lines };
  }

  add({ stream, to, at, seq, lines }: Arrival): void {
    this.#positions[stream] = { offset: to, at };
    if (lines === 0) return;
    this.#first ??= seq;
    this.#last = seq + lines - 1;
    this.#lines += lines;
  }
}
