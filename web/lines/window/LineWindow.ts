import type { LogLine } from "../../../src/domain/LogLine.ts";
import type { LogWindow, PlacedLine } from "../../../src/domain/LogWindow.ts";
import { Versioned } from "../../store/Versioned.ts";
import { passed } from "../passed.ts";
import { chunkOf, chunkSize, LineCache } from "./LineCache.ts";

/** The filter of the lines. */
export interface LineFilter {
  readonly path: ReadonlyArray<string>;
  readonly stream: "stdout" | "stderr" | undefined;
  readonly run: number | undefined;
}

/** The position of a window: an index, a moment in ms since 1970, or a line by its name; left out: the end. */
export interface Wanted {
  readonly position?: number;
  readonly at?: number;
  readonly line?: string;
  readonly before?: number;
  readonly limit: number;
}

/** Requests lines from the daemon. */
export type AskForLines = (wanted: Wanted, signal: AbortSignal) => Promise<LogWindow>;

/** How many new lines are requested at once. */
const newAtOnce = 1_000;
/**
 * Polling intervals of the end in ms: while lines arrive, the maximum while none do, and while the page is hidden. A
 * stream would occupy one of the browser's six connections to the daemon for each list and window.
 */
const pauses = { busy: 250, quiet: 1_000, hidden: 5_000 };

const isSameText = (some: ReadonlyArray<LogLine>, others: ReadonlyArray<LogLine>): boolean =>
  some.length === others.length && some.every(({ text }, index) => text === others[index]?.text);

export const lineName = ({ path, seq }: Pick<LogLine, "path" | "seq">): string => `${path}:${seq}`;

const placeIn = ({ target, from }: LogWindow) => ({ position: target ?? from, isThere: target !== null });

/**
 * The lines of a filter, of any number: those around the view and at the end are cached. A position without a cached
 * line is being read (undefined) or gone (null).
 */
export class LineWindow extends Versioned {
  readonly #ask: AskForLines;
  readonly #cache = new LineCache();
  readonly #loading = new Map<number, AbortController>();
  #following: AbortController | null = null;
  #state: { readonly name: "reading" | "ready" } | { readonly name: "failed"; readonly error: unknown } = {
    name: "reading",
  };
  #total = 0;
  #edition = "";
  #oldest: string | null = null;
  #newest: string | null = null;
  #unfinished: ReadonlyArray<LogLine> = [];
  /** The positions in view. */
  #view = { first: 0, end: 0 };
  /** Called with each new line; null: lines may be skipped when very many arrive. */
  onLine: ((line: PlacedLine) => void) | null = null;
  /** Called when the line in view has moved to another position. */
  onMoved: (position: number) => void = () => undefined;

  constructor(ask: AskForLines) {
    super();
    this.#ask = ask;
  }

  get state() {
    return this.#state;
  }

  get total(): number {
    return this.#total;
  }

  get edition(): string {
    return this.#edition;
  }

  /** When the oldest and the newest line arrived. */
  get span(): { readonly oldest: string; readonly newest: string } | null {
    return this.#oldest === null || this.#newest === null
      ? null
      : { oldest: this.#oldest, newest: this.#newest };
  }

  /** Lines without a line end, as they are now. */
  get unfinished(): ReadonlyArray<LogLine> {
    return this.#unfinished;
  }

  /** The number of cached lines. */
  get kept(): number {
    return this.#cache.size;
  }

  at(position: number): PlacedLine | null | undefined {
    return this.#cache.at(position);
  }

  /** Read the end and follow it until `close`. Cached lines stay until then. */
  open(): void {
    this.close();
    const control = new AbortController();
    this.#following = control;
    void this.#follow(control.signal);
  }

  close(): void {
    this.#following?.abort();
    this.#following = null;
    for (const one of this.#loading.values()) one.abort();
    this.#loading.clear();
  }

  /** Load the lines from `first` up to `end`, and evict others if there are too many. */
  want(first: number, end: number): void {
    this.#view = { first, end };
    const wanted = new Set<number>();
    for (let position = Math.max(0, first); position < Math.min(end, this.#total); position += 1)
      if (this.at(position) === undefined) wanted.add(chunkOf(position));
    for (const [number, control] of this.#loading)
      if (!wanted.has(number)) {
        control.abort();
        this.#loading.delete(number);
      }
    for (const number of wanted) if (!this.#loading.has(number)) void this.#load(number);
  }

  /**
   * Load the lines around a moment or a line. Returns its position, or that of the line that follows it if it is gone;
   * null: no contact.
   */
  async find(
    target: Pick<Wanted, "at" | "line">,
  ): Promise<{ readonly position: number; readonly isThere: boolean } | null> {
    const signal = this.#following?.signal;
    if (signal === undefined) return null;
    const found = await this.#ask({ ...target, before: chunkSize / 4, limit: chunkSize }, signal);
    if (signal.aborted) return null;
    if (this.#isOther(found)) {
      // Nothing of the view remains, so the target becomes the view.
      this.#view = { first: this.#total, end: this.#total };
      this.open();
    } else this.#keep(found);
    this.tell();
    return placeIn(found);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    try {
      const anchor = this.#anchor;
      this.#begin(await this.#ask({ limit: chunkSize }, signal));
      if (anchor !== null) await this.#moveTo(anchor, signal);
      this.tell();
      let pause = pauses.busy;
      while (!signal.aborted) {
        await passed(document.hidden ? pauses.hidden : pause, signal);
        const isNews = await this.#readNew(signal);
        pause = isNews ? pauses.busy : Math.min(pauses.quiet, pause * 1.5);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#state = { name: "failed", error };
      this.tell();
    }
  }

  /** Read the new lines. If there are very many, only their number; those in view are loaded on demand. */
  async #readNew(signal: AbortSignal): Promise<boolean> {
    const found = await this.#ask({ position: this.#total, limit: newAtOnce }, signal);
    if (signal.aborted) return false;
    if (this.#isOther(found)) {
      this.open();
      return false;
    }
    this.#keep(found);
    const isEach = this.onLine !== null;
    for (const line of found.items) this.onLine?.(line);
    const [before, total] = [this.#total, isEach ? found.end : found.total];
    const isSame = total === before && isSameText(found.unfinished, this.#unfinished);
    this.#total = total;
    this.#unfinished = found.unfinished;
    if (!isSame) this.tell();
    return isEach && found.end < found.total ? this.#readNew(signal) : total > before;
  }

  /** The line in the middle of the view, unless that is the end. */
  get #anchor(): string | null {
    const { first, end } = this.#view;
    const line = end >= this.#total ? null : this.at(Math.floor((first + end) / 2));
    return line === null || line === undefined ? null : lineName(line);
  }

  async #moveTo(line: string, signal: AbortSignal): Promise<void> {
    const found = await this.#ask({ line, before: chunkSize / 2, limit: chunkSize }, signal);
    if (this.#isOther(found)) return;
    this.#keep(found);
    this.onMoved(placeIn(found).position);
  }

  #begin(end: LogWindow): void {
    this.#cache.clear();
    this.#unfinished = end.unfinished;
    this.#edition = end.edition;
    this.#total = end.total;
    this.#state = { name: "ready" };
    this.#keep(end);
  }

  /** Lines were removed or children added, so all positions have changed. */
  #isOther({ edition }: LogWindow): boolean {
    return edition !== this.#edition;
  }

  async #load(number: number): Promise<void> {
    const control = new AbortController();
    this.#loading.set(number, control);
    const position = number * chunkSize;
    const limit = Math.min(chunkSize, this.#total - position);
    try {
      const found = await this.#ask({ position, limit }, control.signal);
      if (control.signal.aborted) return;
      if (this.#isOther(found)) return this.open();
      this.#keep(found);
    } catch (error) {
      if (!control.signal.aborted) this.#state = { name: "failed", error };
    } finally {
      if (this.#loading.get(number) === control) this.#loading.delete(number);
    }
    this.tell();
  }

  #keep({ items, from, end, oldest, newest }: LogWindow): void {
    this.#oldest = oldest;
    if (this.#newest === null || (newest !== null && newest > this.#newest)) this.#newest = newest;
    const middle = (this.#view.first + this.#view.end) / 2;
    for (let position = from; position < end; position += 1)
      if (this.at(position) === undefined) this.#cache.put(position, null, middle);
    for (const line of items) this.#cache.put(line.position, line, middle);
  }
}
