import type { LogLine } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { linesOf } from "./framing.ts";
import { type Matcher, matcherOf } from "./matcher.ts";
import { necessaryTexts } from "./necessary.ts";
import { Sieve } from "./Sieve.ts";
import type { Slice } from "./Slice.ts";
import { StreamBytes } from "./StreamBytes.ts";

/** A time of arrival that is known better than this, in ms, counts as exact. */
const exactness = 1_000;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const sieveFor = (grep: string): Sieve | null => {
  const texts = necessaryTexts(grep);
  return texts && new Sieve(texts);
};

/** Takes out of the bytes the lines that somebody looks for. */
export class Search {
  readonly #matcher: Matcher | null;
  readonly #sieve: Sieve | null;
  readonly #bytes: StreamBytes;

  /** For all lines without `grep`. Throws BadSearch. */
  constructor(grep: string | undefined) {
    this.#matcher = grep === undefined ? null : matcherOf(grep);
    this.#sieve = grep === undefined ? null : sieveFor(grep);
    this.#bytes = new StreamBytes(this.#sieve);
  }

  /** Whether all lines are looked for. */
  get isForAll(): boolean {
    return this.#matcher === null;
  }

  /** Whether an arrival is known to have no line that is looked for. */
  isClear(child: ChildOutput, arrival: Arrival): boolean {
    return this.#sieve?.isClear(child, arrival) ?? false;
  }

  /** The lines of an arrival that may match, as far as their bytes are still there. */
  async candidates(child: ChildOutput, arrival: Arrival): Promise<ReadonlyArray<LogLine>> {
    const { run, stream, at, earliest } = arrival;
    const bytes = await this.#bytes.of(child, arrival);
    // A line is made like this one, which is much faster than of its parts.
    const model: LogLine = {
      seq: arrival.seq,
      at: isoOf(at),
      ...(at - earliest < exactness ? {} : { at_earliest: isoOf(earliest) }),
      path: child.path,
      run,
      stream,
      text: "",
    };
    return linesOf(bytes, this.#sieve?.finder(bytes)).map(({ index, text, terminated }): LogLine => {
      const line = { ...model, seq: arrival.seq + index, text };
      return terminated ? line : { ...line, unterminated: true };
    });
  }

  /** Those of them that do match; others get their turn when the slice is spent. */
  async matching(lines: ReadonlyArray<LogLine>, slice: Slice): Promise<ReadonlyArray<LogLine>> {
    if (this.#matcher === null || lines.length === 0) return lines;
    const matches = await this.#matcher(
      lines.map(({ text }) => text),
      slice,
    );
    return lines.filter((_, index) => matches[index]);
  }
}
