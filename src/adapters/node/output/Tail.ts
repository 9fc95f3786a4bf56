import { closeSync, openSync, readSync, type Stats, statSync } from "node:fs";
import type { Arrival } from "./arrival.ts";
import { wholeLines } from "./framing.ts";
import { type Origin, readOrigin, writeOrigin } from "./origin.ts";
import { Unread } from "./Unread.ts";

/** The most that is read at once; an arrival is never longer. */
export const mostAtOnce = 256 * 1024;

/** One for all, because it is used up before anybody else's turn comes: memory doesn't grow with the children. */
const scratch = Buffer.allocUnsafeSlow(mostAtOnce);

/** What has come: an arrival without a place in the child's order. */
export type Found = Pick<Arrival, "from" | "to" | "lines" | "at" | "earliest">;

/** What was printed while nobody looked, and between which times. */
interface Backlog {
  readonly until: number;
  readonly at: number;
  readonly earliest: number;
}

/** Where a stream was left off, and when. */
export interface Left {
  readonly offset: number;
  readonly at: number;
}

/** What is in a file and not read. */
export interface Behind {
  readonly bytes: number;
  /** Since when the first of them is known to be there, in ms on the monotonic clock. */
  readonly since: number;
}

/** Reads what a run's file has got behind a given offset. */
export class Tail {
  readonly file: string;
  #offset: number;
  #origin: Origin;
  #backlog: Backlog;
  /** Behind the offset: the beginning of a line that has no end yet, and was read all the same. */
  #begun = 0;
  /** The same for when what was found is recorded. */
  #rest = 0;
  readonly #unread = new Unread();

  constructor(file: string, left: Left) {
    this.file = file;
    this.#offset = left.offset;
    this.#origin = readOrigin(file);
    const stats = this.#stat();
    const written = Math.min(stats?.mtimeMs ?? left.at, Date.now());
    this.#backlog = { until: this.#end(stats), at: Math.max(left.at, written), earliest: left.at };
  }

  /** Whether everything that is in the file has been told. */
  get isAtEnd(): boolean {
    return this.#end(this.#stat()) <= this.#offset;
  }

  /** The system says that the file has grown. */
  grown(): void {
    this.#unread.more();
  }

  /** How far the reading is behind what is in the file; null if it is not. */
  behind(): Behind | null {
    const end = this.#end(this.#stat());
    const bytes = end - this.#readUpTo;
    if (bytes <= 0) return null;
    this.#unread.seen(end);
    return { bytes, since: this.#unread.since ?? performance.now() };
  }

  /** The next whole lines, or null; of a stream that has ended also a last one without a line end. */
  look(stream: "goes on" | "has ended"): Found | null {
    const stats = this.#stat();
    if (stats) this.#noticeTruncation(stats);
    const end = this.#end(stats);
    if (end <= this.#offset) {
      this.#unread.clear();
      return null;
    }
    this.#unread.seen(end);
    const bytes = this.#read();
    const whole = wholeLines(bytes);
    const isLast = whole.lines === 0 && stream === "has ended" && bytes.length > 0;
    const told = isLast ? { lines: 1, length: bytes.length } : whole;
    this.#rest = bytes.length - told.length;
    if (told.lines > 0) return this.#found(told);
    this.#hasRead();
    return null;
  }

  /** The file was truncated by us: nothing of it was lost. */
  begunAnew(): void {
    this.#origin = readOrigin(this.file);
  }

  /** What `look` found is recorded: go on behind it. */
  advance(to: number): void {
    this.#offset = to;
    this.#hasRead();
  }

  get #readUpTo(): number {
    return this.#offset + this.#begun;
  }

  #hasRead(): void {
    this.#begun = this.#rest;
    this.#unread.read(this.#readUpTo);
  }

  #found({ lines, length }: { readonly lines: number; readonly length: number }): Found {
    const from = this.#offset;
    const to = from + length;
    const now = Date.now();
    const { until, at, earliest } = this.#backlog;
    const isOld = from < until;
    return { from, to, lines, at: to <= until ? at : now, earliest: isOld ? earliest : now };
  }

  #stat(): Stats | undefined {
    return statSync(this.file, { throwIfNoEntry: false });
  }

  #end(stats: Stats | undefined): number {
    return (stats?.size ?? 0) + this.#origin.shift;
  }

  /**
   * A program may truncate its own output: `echo … > /dev/stderr` in a shell does. What was in the file is
   * gone, but what comes is read from its beginning, at offsets that go on.
   */
  #noticeTruncation(stats: Stats): void {
    if (this.#end(stats) >= this.#offset) return;
    const origin = { shift: this.#offset };
    writeOrigin(this.file, origin);
    this.#begun = 0;
    this.#unread.clear();
    this.#origin = origin;
  }

  #read(): Buffer {
    const descriptor = openSync(this.file, "r");
    try {
      return scratch.subarray(
        0,
        readSync(descriptor, scratch, 0, mostAtOnce, this.#offset - this.#origin.shift),
      );
    } finally {
      closeSync(descriptor);
    }
  }
}
