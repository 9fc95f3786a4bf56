import type { LogLine } from "../../src/domain/LogLine.ts";
import type { SearchFrame, SearchProgress } from "../../src/domain/LogSearch.ts";
import type { PlacedLine } from "../../src/domain/LogWindow.ts";
import { plainText } from "./ansi.ts";
import { lineName } from "./LineWindow.ts";

/** What is searched for. */
export interface Pattern {
  readonly grep: string;
  readonly ignoresCase: boolean;
  readonly invert: boolean;
}

/** Hits are told at most so often, in ms. */
const flushInterval = 100;
/** Longer lines are not tried here: what takes too long would stop the page. */
const longestTried = 10_000;
/** Hits that are kept; the daemon sends no more either. */
export const mostHits = 10_000;

type State =
  | { readonly name: "searching" }
  | { readonly name: "done"; readonly ms: number }
  | { readonly name: "cancelled" }
  | { readonly name: "failed"; readonly error: unknown };

/** A part of a text. */
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

/** A search of the daemon, as far as it is; lines that are printed later are tried here. */
export class LineSearch {
  readonly pattern: Pattern;
  readonly #expression: RegExp | null;
  /** The newest first. */
  #hits: Array<PlacedLine> = [];
  readonly #names = new Map<string, PlacedLine>();
  #found = 0;
  #progress: SearchProgress | null = null;
  #state: State = { name: "searching" };
  #version = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  readonly #open: (signal: AbortSignal) => AsyncIterable<SearchFrame>;
  #control = new AbortController();
  readonly #listeners = new Set<() => void>();

  constructor(pattern: Pattern, open: (signal: AbortSignal) => AsyncIterable<SearchFrame>) {
    this.pattern = pattern;
    this.#expression = compiled(pattern);
    this.#open = open;
  }

  /** Search from the beginning. */
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

  /** The newest hits, the newest first. */
  get hits(): ReadonlyArray<PlacedLine> {
    return this.#hits;
  }

  /** How many lines match, as far as is known. */
  get found(): number {
    return this.#found;
  }

  get progress(): SearchProgress | null {
    return this.#progress;
  }

  get state(): State {
    return this.#state;
  }

  get version(): number {
    return this.#version;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** End it where it is. What was found stays. */
  cancel(): void {
    this.#control.abort();
    if (this.#state.name === "searching") this.#state = { name: "cancelled" };
    this.#tell();
  }

  isHit(line: Pick<LogLine, "path" | "seq">): boolean {
    return this.#names.has(lineName(line));
  }

  /** Where a line matches. The daemon has tried the lines that it has searched, and knows that this is quick. */
  rangesIn(line: LogLine): ReadonlyArray<Range> {
    const isTried = this.#state.name === "done" ? line.text.length <= longestTried : this.isHit(line);
    if (!isTried || this.pattern.invert || this.#expression === null) return [];
    const text = plainText(line.text);
    return [...text.matchAll(this.#expression)].flatMap(({ index, 0: { length } }) =>
      length === 0 ? [] : [{ from: index, to: index + length }],
    );
  }

  /** A line was printed. While the search goes on, only what was there at its beginning is searched. */
  try(line: PlacedLine): void {
    if (this.#expression === null || this.#state.name === "failed" || line.text.length > longestTried) return;
    this.#expression.lastIndex = 0;
    if (this.isHit(line) || this.#expression.test(line.text) === this.pattern.invert) return;
    this.#found += 1;
    this.#hits.unshift(line);
    this.#names.set(lineName(line), line);
    const oldest = this.#hits.length > mostHits ? this.#hits.pop() : undefined;
    if (oldest !== undefined) this.#names.delete(lineName(oldest));
    this.#timer ??= setTimeout(() => this.#tell(), flushInterval);
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
        this.#timer ??= setTimeout(() => this.#tell(), flushInterval);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#state = { name: "failed", error };
      this.#tell();
    }
  }

  /** A hit of the daemon. One that was tried here has been counted. */
  #meet(hit: PlacedLine): void {
    if (this.isHit(hit)) this.#found -= 1;
    else this.#hits.push(hit);
    this.#names.set(lineName(hit), hit);
  }

  #tell(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
