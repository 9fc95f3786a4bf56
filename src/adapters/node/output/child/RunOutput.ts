import { join } from "node:path";
import { setTimeout as sleep, setImmediate as turnOver } from "node:timers/promises";
import type { LogStream } from "../../../../domain/LogLine.ts";
import { streamFiles, streams } from "../../layout/runDirectories.ts";
import { currentText } from "../tail/currentText.ts";
import { watchGrowth } from "../tail/growth/watchGrowth.ts";
import { PendingText } from "../tail/PendingText.ts";
import type { Pollable, PollResult, Pump } from "../tail/Pump.ts";
import { type Lag, maxRead, type NewLines, type PartialLine, Tail } from "../tail/Tail.ts";
import type { RunLines } from "./RunLines.ts";

/** With more notifications than this between two polls the watch itself costs too much; the run is polled instead. */
const floodThreshold = 32;

/** After this many polls without new output the flood is over. */
const quietPollsAfterFlood = 3;

/** How often draining is retried while the index can't be written, in ms. */
const drainRetryInterval = 100;

/** How many polls `readNow` does at most: 4 MB and a few milliseconds. */
const maxPollsForReader = 16;

/** New lines of one of the run's streams. */
export type NewStreamLines = NewLines & { readonly stream: LogStream };

/** An unterminated line as it is now. */
export type PendingLine = PartialLine & { readonly stream: LogStream; readonly text: string };

interface RunDirectories {
  /** The directory that the run writes to. */
  readonly watched: string;
  /** The store's directory, with hard links to the same files. */
  readonly linked: string;
}

/** The output of one run while it is tracked. */
export class RunOutput implements Pollable {
  readonly #tails: Readonly<Record<LogStream, Tail>>;
  readonly #directories: RunDirectories;
  readonly #pump: Pump;
  /** Appends new lines to the index. Throws the file system's error. */
  readonly #record: (found: ReadonlyArray<NewStreamLines>) => void;
  /** The streams that may have grown, in the order of notification. */
  readonly #changed = new Set<LogStream>(streams);
  #mode: "watching" | "flooded" | "over" = "watching";
  #notices = 0;
  #quietPolls = 0;
  readonly #pending: Record<LogStream, PendingText>;
  #unwatch: () => void;

  constructor(
    places: RunDirectories,
    lines: RunLines,
    pump: Pump,
    record: (found: ReadonlyArray<NewStreamLines>) => void,
    onPending: () => void,
  ) {
    const tail = (stream: LogStream): Tail =>
      new Tail(join(places.linked, streamFiles[stream]), lines.position(stream));
    this.#directories = places;
    this.#tails = { stdout: tail("stdout"), stderr: tail("stderr") };
    this.#pump = pump;
    this.#record = record;
    this.#pending = { stdout: new PendingText(onPending), stderr: new PendingText(onPending) };
    this.#unwatch = this.#watch();
    pump.wake(this);
  }

  poll(): PollResult {
    if (this.#mode === "flooded") return this.#pollFlood();
    const streams = [...this.#changed];
    this.#changed.clear();
    this.#notices = 0;
    return this.#poll(streams, "goes on");
  }

  /** Record what is there now, for a reader. */
  readNow(): void {
    const how = this.isEnded ? "has ended" : "goes on";
    for (let looks = 0; looks < maxPollsForReader; looks += 1) {
      if (this.#poll(streams, how) !== "more") return;
    }
  }

  /**
   * How far recording of the streams is behind. Asks the file system only where growth was notified; with `unasked`
   * also elsewhere: the system drops notifications when its queue is full (inotify(7), IN_Q_OVERFLOW).
   */
  lag(how: "as told" | "unasked"): ReadonlyArray<Lag> {
    const isTold = this.#changed.size > 0 || this.#mode === "flooded";
    if (!isTold && how === "as told") return [];
    const behind = streams.flatMap((stream) => this.#tails[stream].lag() ?? []);
    if (!isTold && behind.length > 0) for (const stream of streams) this.#onChange(stream);
    return behind;
  }

  /** The lines that have been pending for a while. */
  pendingLines(): ReadonlyArray<PendingLine> {
    return streams.flatMap((stream): ReadonlyArray<PendingLine> => {
      const { current } = this.#pending[stream];
      const text = current && this.#textOf(stream, current);
      return current && text ? [{ ...current, stream, text: currentText(text) }] : [];
    });
  }

  /** The file of a stream was truncated, after its content was archived. */
  reloadOrigin(stream: LogStream): void {
    this.#tails[stream].reloadOrigin();
  }

  get isEnded(): boolean {
    return this.#mode === "over";
  }

  /**
   * Record everything that is left, including a last line without its end; returns whether that succeeded.
   * `patience`: how long to retry while the index can't be written, in ms.
   */
  async drain(patience: number): Promise<boolean> {
    const deadline = performance.now() + patience;
    this.#mode = "over";
    this.close();
    while (streams.some((stream) => !this.#tails[stream].isAtEnd)) {
      const look = this.#poll(streams, "has ended");
      if (look !== "blocked") await turnOver();
      else if (performance.now() > deadline) return false;
      else await sleep(drainRetryInterval);
    }
    return true;
  }

  close(): void {
    for (const stream of streams) this.#pending[stream].update(null);
    this.#unwatch();
    this.#pump.forget(this);
  }

  #textOf(stream: LogStream, line: PartialLine): string | null {
    try {
      return this.#tails[stream].textOf(line);
    } catch {
      // Out of descriptors: it is not shown now.
      return null;
    }
  }

  #watch(): () => void {
    return watchGrowth(this.#directories.watched, (stream) => this.#onChange(stream));
  }

  #onChange(stream: LogStream): void {
    this.#changed.add(stream);
    this.#tails[stream].notified();
    this.#pump.wake(this);
    this.#notices += 1;
    if (this.#notices < floodThreshold || this.#mode !== "watching") return;
    this.#mode = "flooded";
    this.#unwatch();
  }

  #pollFlood(): PollResult {
    const look = this.#poll(streams, "goes on");
    this.#quietPolls = look === "nothing" ? this.#quietPolls + 1 : 0;
    if (this.#quietPolls < quietPollsAfterFlood) return look === "nothing" ? "later" : look;
    this.#quietPolls = 0;
    this.#notices = 0;
    this.#mode = "watching";
    this.#unwatch = this.#watch();
    // Poll once more: writes before the watch was set up gave no notification.
    for (const stream of streams) this.#changed.add(stream);
    return "more";
  }

  #poll(streams: ReadonlyArray<LogStream>, how: "goes on" | "has ended"): PollResult {
    try {
      return this.#recordNew(streams, how);
    } catch {
      // Out of descriptors or space: nothing is lost, the next poll finds it again.
      for (const stream of streams) this.#changed.add(stream);
      return "blocked";
    }
  }

  /** Record what there is. Throws the file system's error; the next call then finds the same lines. */
  #recordNew(streams: ReadonlyArray<LogStream>, how: "goes on" | "has ended"): PollResult {
    const found = streams.flatMap((stream): ReadonlyArray<NewStreamLines> => {
      const lines = this.#tails[stream].readLines(how);
      this.#pending[stream].update(how === "goes on" ? this.#tails[stream].partialLine : null);
      return lines === null ? [] : [{ ...lines, stream }];
    });
    if (found.length === 0) return "nothing";
    // There may be more after these.
    for (const { stream } of found) this.#changed.add(stream);
    this.#record(found);
    for (const { stream, to } of found) this.#tails[stream].advance(to);
    // A short read means that the end was reached. Wait for more, so that the index does not get an entry for each
    // line.
    return found.some(({ from, to }) => to - from > maxRead / 2) ? "more" : "later";
  }
}
