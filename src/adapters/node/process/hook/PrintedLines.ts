import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** How many of the last lines are kept. */
const keptLines = 100;

/** A longer line is cut here, in characters. */
const longestLine = 4096;

/** What a hook prints, as lines that are marked with its name. */
export class PrintedLines {
  readonly #mark: string;
  readonly #print: (lines: ReadonlyArray<string>) => void;
  readonly #rests: Array<() => string> = [];
  #lines: ReadonlyArray<string> = [];

  /** `print` gets the lines as soon as they are complete. */
  constructor(hook: string, print: (lines: ReadonlyArray<string>) => void) {
    this.#mark = `[${hook}] `;
    this.#print = print;
  }

  /** Read one of its streams to the end. */
  read(stream: Readable): void {
    const decoder = new StringDecoder("utf8");
    let rest = "";
    this.#rests.push(() => rest + decoder.end());
    stream.on("data", (chunk: Buffer) => {
      const [last = "", ...complete] = `${rest}${decoder.write(chunk)}`.split("\n").reverse();
      rest = last.length > longestLine ? "" : last;
      this.#add(rest === last ? complete.reverse() : [...complete.reverse(), last]);
    });
  }

  /** Lines without an end are complete now. */
  end(): void {
    this.#add(this.#rests.splice(0).flatMap((rest) => rest() || []));
  }

  /** The last lines, marked. */
  get lines(): ReadonlyArray<string> {
    return this.#lines;
  }

  /** The last line that is not empty, without its mark; empty if there is none. */
  get last(): string {
    const last = this.#lines.findLast((line) => line.trim() !== this.#mark.trim()) ?? this.#mark;
    return last.slice(this.#mark.length).trim();
  }

  #add(complete: ReadonlyArray<string>): void {
    if (complete.length === 0) return;
    const marked = complete.map((line) => `${this.#mark}${line.slice(0, longestLine)}`);
    this.#lines = [...this.#lines, ...marked].slice(-keptLines);
    this.#print(marked);
  }
}
