import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const chunkSize = 64 * 1024;

/** A line that grows beyond this, in characters, is told in parts. */
const longestLine = 64 * 1024;

/**
 * Reads the lines that a file has got since it was last asked, in constant memory; a line that is not
 * complete yet is kept until it is. `number` is the line's place in the file, from 1.
 */
export class LineReader {
  readonly #file: string;
  readonly #decoder = new StringDecoder("utf8");
  #offset = 0;
  #count = 0;
  #partial = "";

  constructor(file: string) {
    this.#file = file;
  }

  /** Tell every new line. */
  read(tell: (text: string, number: number) => void): void {
    const chunk = Buffer.alloc(chunkSize);
    const descriptor = openSync(this.#file, "r");
    try {
      for (let length = -1; length !== 0; ) {
        length = readSync(descriptor, chunk, 0, chunkSize, this.#offset);
        this.#offset += length;
        const parts = (this.#partial + this.#decoder.write(chunk.subarray(0, length))).split("\n");
        this.#partial = parts.pop() ?? "";
        for (const text of parts) tell(text, ++this.#count);
        if (this.#partial.length > longestLine) {
          tell(this.#partial, ++this.#count);
          this.#partial = "";
        }
      }
    } finally {
      closeSync(descriptor);
    }
  }

  /** What stands behind the last line end: the last line of a run that has ended without one. */
  get rest(): { readonly text: string; readonly number: number } | null {
    return this.#partial === "" ? null : { text: this.#partial, number: this.#count + 1 };
  }
}
