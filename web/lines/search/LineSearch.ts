import type { LogLine } from "../../../src/domain/LogLine.ts";
import type { SearchFrame, SearchProgress } from "../../../src/domain/LogSearch.ts";
import type { PlacedLine } from "../../../src/domain/LogWindow.ts";
import { Versioned } from "../../store/Versioned.ts";
import { plainText } from "../ansi.ts";
import { lineName } from "../window/LineWindow.ts";

/** A pattern and its options. */
export interface Pattern {
  readonly grep: string;
  readonly ignoresCase: boolean;
  readonly invert: boolean;
}

/** The minimal interval between notifications, in ms. */
const flushInterval = 100;
/** Longer lines are not matched in the browser, which could block the page. */
const longestTried = 10_000;
/** The maximal number of kept hits; the daemon does not send more. */
export const mostHits = 10_000;

type State =
  | { readonly name: "searching" }
  | { readonly name: "done"; readonly ms: number }
  | { readonly name: "cancelled" }
  | { readonly name: "failed"; readonly error: unknown };

/** A range of characters. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const compiled = ({ grep, ignoresCase }: Pattern): RegExp | null => {
  try {
    return new RegExp(grep, ignoresCase ? "gi" : "g");
  } catch {
    return null;
  }
};

/** A search in the daemon with its progress; lines printed later are matched here. */
export class LineSearch extends Versioned {
  readonly pattern: Pattern;
  readonly #expression: RegExp | null;
  /** Newest first. */
  #hits: Array<PlacedLine> = [];
  readonly #names = new Map<string, PlacedLine>();
  #found = 0;
  #progress: SearchProgress | null = null;
  #state: State = { name: "searching" };
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #open: (signal: AbortSignal) => AsyncIterable<SearchFrame>;
  #control = new AbortController();

  constructor(pattern: Pattern, open: (signal: AbortSignal) => AsyncIterable<SearchFrame>) {
    super();
    this.pattern = pattern;
    this.#expression = compiled(pattern);
    this.#open = open;
  }

  /** Restart the search. */
  begin(): void {
    this.#control.abort();
    this.#control = new AbortController();
    this.#hits = [];
    this.#names.clear();
    this.#found = 0;
    this.#progress = null;
    this.#state = { name: "searching" };
    void this.#search(this.#open(this.#control.signal), this.#control.signal);
  }

  /** The newest hits, newest first. */
  get hits(): ReadonlyArray<PlacedLine> {
    return this.#hits;
  }

  /** The number of hits so far. */
  get found(): number {
    return this.#found;
  }

  get progress(): SearchProgress | null {
    return this.#progress;
  }

  get state(): State {
    return this.#state;
  }

  /** Cancel the search and keep its hits. */
  cancel(): void {
    this.#control.abort();
    if (this.#state.name === "searching") this.#state = { name: "cancelled" };
    this.#flush();
  }

  isHit(line: Pick<LogLine, "path" | "seq">): boolean {
    return this.#names.has(lineName(line));
  }

  /** The ranges of a line that match. Lines that the daemon has searched are known to match quickly. */
  rangesIn(line: LogLine): ReadonlyArray<Range> {
    const isTried = this.#state.name === "done" ? line.text.length <= longestTried : this.isHit(line);
    if (!isTried || this.pattern.invert || this.#expression === null) return [];
    const text = plainText(line.text);
    return [...text.matchAll(this.#expression)].flatMap(({ index, 0: { length } }) =>
      length === 0 ? [] : [{ from: index, to: index + length }],
    );
  }

  /** Match a new line. The search in the daemon covers only the lines that existed at its beginning. */
  try(line: PlacedLine): void {
    if (this.#expression === null || this.#state.name === "failed" || line.text.length > longestTried) return;
    this.#expression.lastIndex = 0;
    if (this.isHit(line) || this.#expression.test(line.text) === this.pattern.invert) return;
    this.#found += 1;
    this.#hits.unshift(line);
    this.#names.set(lineName(line), line);
    const oldest = this.#hits.length > mostHits ? this.#hits.pop() : undefined;
    if (oldest !== undefined) this.#names.delete(lineName(oldest));
    this.#timer ??= setTimeout(() => this.#flush(), flushInterval);
  }

  async #search(frames: AsyncIterable<SearchFrame>, signal: AbortSignal): Promise<void> {
    const begun = performance.now();
    let counted = 0;
    try {
      for await (const frame of frames) {
        if ("problem" in frame) throw new Error(frame.problem);
        if ("hit" in frame) {
          this.#meet(frame.hit);
          continue;
        }
        const progress = "progress" in frame ? frame.progress : frame.done;
        this.#progress = progress;
        this.#found += progress.found - counted;
        counted = progress.found;
        if ("done" in frame) this.#state = { name: "done", ms: performance.now() - begun };
        this.#timer ??= setTimeout(() => this.#flush(), flushInterval);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#state = { name: "failed", error };
      this.#flush();
    }
  }

  /** Add a hit from the daemon. Hits found here are counted already. */
  #meet(hit: PlacedLine): void {
    if (this.isHit(hit)) this.#found -= 1;
    else this.#hits.push(hit);
    this.#names.set(lineName(hit), hit);
  }

  #flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.tell();
  }
}
