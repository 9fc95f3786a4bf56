import { type Entry, isTransition, type Transition } from "../api/events.ts";
import { request } from "../api/request.ts";
import { Versioned } from "../store/Versioned.ts";
import { passed } from "./passed.ts";
import { momentOf } from "./window/lineRequests.ts";

/** How many transitions are requested at once, and kept. */
const atOnce = 1_000;
const mostKept = 20_000;

/** Polling intervals in ms: while the page is visible, while it is hidden, and after a failure. */
const pauses = { seen: 1_000, hidden: 10_000, failed: 3_000 };

/** A transition, with its time in ms since 1970. */
export interface MachineEvent extends Transition {
  readonly ms: number;
}

/** The answer to a request, which is repeated until it succeeds; null once it is aborted. */
const untilSuccess = async <Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer | null> => {
  while (!signal.aborted)
    try {
      const answer = await ask();
      return signal.aborted ? null : answer;
    } catch {
      await passed(pauses.failed, signal);
    }
  return null;
};

/** The transitions of some children in order of time, as far back as they were requested. */
export class MachineEvents extends Versioned {
  readonly #path: ReadonlyArray<string> | undefined;
  #events: Array<MachineEvent> = [];
  /** All transitions after this moment are known, in ms since 1970. */
  #knownSince = Number.POSITIVE_INFINITY;
  #control: AbortController | null = null;
  #reading = false;

  constructor(path: ReadonlyArray<string>) {
    super();
    this.#path = path.length === 0 ? undefined : path;
  }

  /** Read the newest and follow them until `close`. Until a request that failed succeeds, lines are shown without them. */
  open(): void {
    this.close();
    this.#control = new AbortController();
    this.#events = [];
    this.#knownSince = Number.POSITIVE_INFINITY;
    void this.#follow(this.#control.signal);
  }

  close(): void {
    this.#control?.abort();
    this.#control = null;
  }

  /** Those after a moment, up to another one; both in ms since 1970. */
  between(after: number, until: number): ReadonlyArray<MachineEvent> {
    const found: Array<MachineEvent> = [];
    for (let at = this.#firstAfter(after); at < this.#events.length; at += 1) {
      const event = this.#events[at];
      if (event === undefined || event.ms > until) break;
      found.push(event);
    }
    return found;
  }

  /** Load those since a moment, in ms since 1970. */
  want(since: number): void {
    const signal = this.#control?.signal;
    if (signal === undefined || this.#reading || since >= this.#knownSince) return;
    this.#reading = true;
    void untilSuccess(() => this.#readBefore(since, signal), signal).finally(() => {
      this.#reading = false;
    });
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const newest = { path: this.#path, last: atOnce, limit: atOnce };
    const first = await untilSuccess(() => request("GET /events", { query: newest, signal }), signal);
    if (first === null) return;
    const { items } = first;
    this.#knownSince = items.length < atOnce ? Number.NEGATIVE_INFINITY : Date.parse(items[0]?.at ?? "");
    this.#add(items);
    let after = items.at(-1)?.seq ?? 0;
    while (!signal.aborted) {
      await passed(document.hidden ? pauses.hidden : pauses.seen, signal);
      const query = { path: this.#path, after, limit: atOnce };
      const fresh = await untilSuccess(() => request("GET /events", { query, signal }), signal);
      if (fresh === null) return;
      this.#add(fresh.items);
      after = fresh.items.at(-1)?.seq ?? after;
    }
  }

  async #readBefore(since: number, signal: AbortSignal): Promise<void> {
    const until = this.#knownSince;
    const query = { path: this.#path, last: atOnce, limit: atOnce, until: momentOf(until) };
    const { items } = await request("GET /events", { query, signal });
    if (signal.aborted) return;
    const oldest = items[0] === undefined ? Number.NEGATIVE_INFINITY : Date.parse(items[0].at);
    this.#knownSince = items.length < atOnce || oldest >= until ? Number.NEGATIVE_INFINITY : oldest;
    this.#add(items);
    if (since < this.#knownSince && this.#events.length < mostKept) await this.#readBefore(since, signal);
  }

  #add(entries: ReadonlyArray<Entry>): void {
    if (entries.length === 0) return;
    const known = new Set(
      entries.length === 1 ? [this.#events.at(-1)?.seq] : this.#events.map(({ seq }) => seq),
    );
    const fresh = entries.filter(isTransition).filter(({ seq }) => !known.has(seq));
    if (fresh.length === 0) return;
    this.#events.push(...fresh.map((event): MachineEvent => ({ ...event, ms: Date.parse(event.at) })));
    this.#events.sort((a, b) => a.ms - b.ms || a.seq - b.seq);
    if (this.#events.length > mostKept) this.#events.splice(0, this.#events.length - mostKept);
    this.tell();
  }

  #firstAfter(moment: number): number {
    let [low, high] = [0, this.#events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#events[middle]?.ms ?? 0) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
