import { closeSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { type Origin, readOrigin, writeOrigin } from "../files/origin.ts";
import type { Arrival } from "../index/arrival.ts";
import { wholeLines } from "./framing.ts";
import { UnreadTracker } from "./UnreadTracker.ts";

/** How many bytes are read at a time; an arrival is never longer. */
export const maxRead = 256 * 1024;

/**
 * One buffer for all, since its content is used before anything else runs: memory does not grow with the number of
 * children.
 */
const scratch = Buffer.allocUnsafeSlow(maxRead);

/** New lines: an arrival without run, stream and number. */
export type NewLines = Pick<Arrival, "from" | "to" | "lines" | "at" | "earliest">;

/** Output printed while no daemon was reading, and the times between which it was printed. */
interface Backlog {
  readonly until: number;
  readonly at: number;
  readonly earliest: number;
}

/** The position up to which a stream was read, and when. */
export interface StreamPosition {
  readonly offset: number;
  readonly at: number;
}

/** The beginning of a line without its end. */
export interface PartialLine {
  /** Offsets in the stream. */
  readonly from: number;
  readonly to: number;
  /** When it was written, in ms since 1970. */
  readonly at: number;
}

/** Bytes of a file that are not read yet. */
export interface Lag {
  readonly bytes: number;
  /** Since when the first of them is known to exist, in ms on the monotonic clock. */
  readonly since: number;
}

/** Reads what is appended to a run's file after a given offset. */
export class Tail {
  readonly file: string;
  #offset: number;
  #origin: Origin;
  #backlog: Backlog;
  /** Length of the partial line after the offset, which was read too. */
  #partialRead = 0;
  /** The same for the lines just found; takes effect once they are recorded. */
  #partialFound = 0;
  #partial: PartialLine | null = null;
  readonly #unread = new UnreadTracker();

  constructor(file: string, left: StreamPosition) {
    this.file = file;
    this.#offset = left.offset;
    this.#origin = readOrigin(file);
    const stats = this.#stat();
    const written = Math.min(stats?.mtimeMs ?? left.at, Date.now());
    this.#backlog = { until: this.#end(stats), at: Math.max(left.at, written), earliest: left.at };
  }

  /** Whether everything in the file has been read. */
  get isAtEnd(): boolean {
    return this.#end(this.#stat()) <= this.#offset;
  }

  /** The system has notified that the file has grown. */
  notified(): void {
    this.#unread.notified();
  }

  /** How far reading is behind the file; null if it is not. */
  lag(): Lag | null {
    const end = this.#end(this.#stat());
    const bytes = end - this.#readUpTo;
    if (bytes <= 0) return null;
    this.#unread.sizeSeen(end);
    return { bytes, since: this.#unread.since ?? performance.now() };
  }

  /** The next complete lines, or null; once the stream has ended also a last line without its end. */
  readLines(stream: "goes on" | "has ended"): NewLines | null {
    const stats = this.#stat();
    if (stats) this.#detectTruncation(stats);
    const end = this.#end(stats);
    if (!stats || end <= this.#offset) {
      this.#partial = null;
      this.#unread.clear();
      return null;
    }
    this.#unread.sizeSeen(end);
    const bytes = this.#read();
    const whole = wholeLines(bytes);
    const isLast = whole.lines === 0 && stream === "has ended" && bytes.length > 0;
    const told = isLast ? { lines: 1, length: bytes.length } : whole;
    this.#partialFound = bytes.length - told.length;
    const [from, to] = [this.#offset + told.length, this.#offset + bytes.length];
    this.#partial = from < to ? { from, to, at: Math.min(stats.mtimeMs, Date.now()) } : null;
    if (told.lines > 0) return this.#newLines(told);
    this.#hasRead();
    return null;
  }

  /** The partial line at the last read; null if there was none. */
  get partialLine(): PartialLine | null {
    return this.#partial;
  }

  /** The text of a partial line; null if it has changed. Throws the system's error. */
  textOf({ from, to }: PartialLine): string | null {
    if (this.#partial?.from !== from || this.#partial.to !== to || from !== this.#offset) return null;
    return this.#read().toString("utf8", 0, to - from);
  }

  /** The daemon truncated the file: nothing was lost. */
  reloadOrigin(): void {
    this.#origin = readOrigin(this.file);
  }

  /** The lines found by `readLines` are recorded: continue after them. */
  advance(to: number): void {
    this.#offset = to;
    this.#hasRead();
  }

  get #readUpTo(): number {
    return this.#offset + this.#partialRead;
  }

  #hasRead(): void {
    this.#partialRead = this.#partialFound;
    this.#unread.read(this.#readUpTo);
  }

  #newLines({ lines, length }: { readonly lines: number; readonly length: number }): NewLines {
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
   * A program may truncate its own output, as `echo … > /dev/stderr` in a shell does. The content is gone; new
   * content is read from the file's beginning, and offsets continue.
   */
  #detectTruncation(stats: Stats): void {
    if (this.#end(stats) >= this.#offset) return;
    const origin = { shift: this.#offset };
    writeOrigin(this.file, origin);
    this.#partialRead = 0;
    this.#unread.clear();
    this.#origin = origin;
  }

  #read(): Buffer {
    const descriptor = openSync(this.file, "r");
    try {
      return scratch.subarray(
        0,
        readSync(descriptor, scratch, 0, maxRead, this.#offset - this.#origin.shift),
      );
    } finally {
      closeSync(descriptor);
    }
  }
}
