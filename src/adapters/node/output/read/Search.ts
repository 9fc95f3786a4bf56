import type { LogLine } from "../../../../domain/LogLine.ts";
import type { LogQuery } from "../../../../ports/store/LogStore.ts";
import type { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import type { Arrival } from "../index/arrival.ts";
import { linesOf } from "../tail/framing.ts";
import { LiteralPrefilter } from "./LiteralPrefilter.ts";
import { type Matcher, matcherOf } from "./matcher.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";
import { requiredLiterals } from "./requiredLiterals.ts";
import { StreamBytes } from "./StreamBytes.ts";

/** An arrival time whose uncertainty is below this, in ms, counts as exact. */
const exactWithin = 1_000;

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** What is searched for. */
type Pattern = Pick<LogQuery, "grep" | "case" | "invert">;

/** Only bytes that must occur as they are rule a line out. */
const prefilterFor = ({ grep, case: letters, invert = false }: Pattern): LiteralPrefilter | null => {
  const texts = grep === undefined || letters === "ignore" || invert ? null : requiredLiterals(grep);
  return texts && new LiteralPrefilter(texts);
};

/** Finds matching lines in the bytes of arrivals. */
export class Search {
  readonly #matcher: Matcher | null;
  readonly #prefilter: LiteralPrefilter | null;
  readonly #bytes: StreamBytes;
  readonly #invert: boolean;

  /** Without `grep` all lines match. Throws BadSearch. */
  constructor(pattern: Pattern) {
    const { grep, case: letters, invert = false } = pattern;
    this.#matcher = grep === undefined ? null : matcherOf(grep, letters === "ignore" ? "i" : "");
    this.#prefilter = prefilterFor(pattern);
    this.#invert = invert;
    this.#bytes = new StreamBytes(this.#prefilter);
  }

  /** Whether all lines match. */
  get isForAll(): boolean {
    return this.#matcher === null;
  }

  /** Whether an arrival is known to contain no matching line. */
  rulesOut(child: ReadableOutput, arrival: Arrival): boolean {
    return this.#prefilter?.rulesOut(child, arrival) ?? false;
  }

  /** The lines of an arrival that may match, as far as their bytes still exist. */
  async candidates(child: ReadableOutput, arrival: Arrival): Promise<ReadonlyArray<LogLine>> {
    const { run, stream, at, earliest } = arrival;
    const bytes = await this.#bytes.of(child, arrival);
    // Spreading a model object is much faster than building each line from its parts.
    const model: LogLine = {
      seq: arrival.seq,
      at: isoOf(at),
      ...(at - earliest < exactWithin ? {} : { at_earliest: isoOf(earliest) }),
      path: child.path,
      run,
      stream,
      text: "",
    };
    return linesOf(bytes, this.#prefilter?.finder(bytes)).map(({ index, text, terminated }): LogLine => {
      const line = { ...model, seq: arrival.seq + index, text };
      return terminated ? line : { ...line, unterminated: true };
    });
  }

  /** The lines that match; yields when the budget is spent. */
  async matching<Line extends LogLine>(
    lines: ReadonlyArray<Line>,
    budget: LoopBudget,
  ): Promise<ReadonlyArray<Line>> {
    if (this.#matcher === null || lines.length === 0) return lines;
    const matches = await this.#matcher(
      lines.map(({ text }) => text),
      budget,
    );
    return lines.filter((_, index) => matches[index] !== this.#invert);
  }
}
