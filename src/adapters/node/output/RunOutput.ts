import { join } from "node:path";
import { setTimeout as sleep, setImmediate as turnOver } from "node:timers/promises";
import type { LogStream } from "../../../ports/LogStore.ts";
import type { Account } from "./Account.ts";
import type { Growing, Look, Pump } from "./Pump.ts";
import { bothStreams, fileNames } from "./place.ts";
import { type Behind, type Found, mostAtOnce, Tail } from "./Tail.ts";
import { watchGrowth } from "./watchGrowth.ts";

/** More notices than this between two looks are a flood: the watch itself would cost too much. */
const flood = 32;

/** After so many looks at a flood that found nothing it is over. */
const quietLooks = 3;

/** How often it is tried to record the end of a run in an index that can't be written, in ms. */
const drainEvery = 100;

/** The most that a reader waits for, in looks: 4 MB and some milliseconds. */
const looksForReader = 16;

/** Something found in one of the run's streams. */
export type FoundIn = Found & { readonly stream: LogStream };

interface RunPlaces {
  /** Where the run writes. */
  readonly watched: string;
  /** Where the store has the same files. */
  readonly kept: string;
}

/** The output of one run while it is looked after. */
export class RunOutput implements Growing {
  readonly #tails: Readonly<Record<LogStream, Tail>>;
  readonly #places: RunPlaces;
  readonly #pump: Pump;
  /** Puts what was found into the index. Throws the file system's error. */
  readonly #record: (found: ReadonlyArray<FoundIn>) => void;
  /** The streams that may have grown, the one that was noticed first in front. */
  readonly #noticed = new Set<LogStream>(bothStreams);
  #attention: "watching" | "flooded" | "over" = "watching";
  #notices = 0;
  #quiet = 0;
  #unwatch: () => void;

  constructor(
    places: RunPlaces,
    account: Account,
    pump: Pump,
    record: (found: ReadonlyArray<FoundIn>) => void,
  ) {
    const tail = (stream: LogStream): Tail =>
      new Tail(join(places.kept, fileNames[stream]), account.left(stream));
    this.#places = places;
    this.#tails = { stdout: tail("stdout"), stderr: tail("stderr") };
    this.#pump = pump;
    this.#record = record;
    this.#unwatch = this.#watch();
    pump.wake(this);
  }

  look(): Look {
    if (this.#attention === "flooded") return this.#lookAtFlood();
    const streams = [...this.#noticed];
    this.#noticed.clear();
    this.#notices = 0;
    return this.#lookAt(streams, "goes on");
  }

  /** Look now, at whatever is there: for somebody who wants to read it. */
  lookAgain(): void {
    const how = this.isOver ? "has ended" : "goes on";
    for (let looks = 0; looks < looksForReader; looks += 1) {
      if (this.#lookAt(bothStreams, how) !== "more") return;
    }
  }

  /**
   * How far the reading of the streams is behind. Asks the file system only where something is known to have
   * come; `unasked` also where nothing is: the system drops notices when too many wait (inotify(7),
   * IN_Q_OVERFLOW).
   */
  behind(how: "as told" | "unasked"): ReadonlyArray<Behind> {
    const isTold = this.#noticed.size > 0 || this.#attention === "flooded";
    if (!isTold && how === "as told") return [];
    const behind = bothStreams.flatMap((stream) => this.#tails[stream].behind() ?? []);
    if (!isTold && behind.length > 0) for (const stream of bothStreams) this.#notice(stream);
    return behind;
  }

  /** The file of a stream was emptied, and what was in it archived. */
  begunAnew(stream: LogStream): void {
    this.#tails[stream].begunAnew();
  }

  get isOver(): boolean {
    return this.#attention === "over";
  }

  /**
   * Record all that is there, a last line without its end too; whether that succeeded. `patience`: how long an
   * index that can't be written is waited for, in ms.
   */
  async drain(patience: number): Promise<boolean> {
    const deadline = performance.now() + patience;
    this.#attention = "over";
    this.close();
    while (bothStreams.some((stream) => !this.#tails[stream].isAtEnd)) {
      const look = this.#lookAt(bothStreams, "has ended");
      if (look !== "blocked") await turnOver();
      else if (performance.now() > deadline) return false;
      else await sleep(drainEvery);
    }
    return true;
  }

  close(): void {
    this.#unwatch();
    this.#pump.forget(this);
  }

  #watch(): () => void {
    return watchGrowth(this.#places.watched, (stream) => this.#notice(stream));
  }

  #notice(stream: LogStream): void {
    this.#noticed.add(stream);
    this.#tails[stream].grown();
    this.#pump.wake(this);
    this.#notices += 1;
    if (this.#notices < flood || this.#attention !== "watching") return;
    this.#attention = "flooded";
    this.#unwatch();
  }

  #lookAtFlood(): Look {
    const look = this.#lookAt(bothStreams, "goes on");
    this.#quiet = look === "nothing" ? this.#quiet + 1 : 0;
    if (this.#quiet < quietLooks) return look === "nothing" ? "later" : look;
    this.#quiet = 0;
    this.#notices = 0;
    this.#attention = "watching";
    this.#unwatch = this.#watch();
    // Once more: what came before the watch was there gave no notice.
    for (const stream of bothStreams) this.#noticed.add(stream);
    return "more";
  }

  #lookAt(streams: ReadonlyArray<LogStream>, how: "goes on" | "has ended"): Look {
    try {
      return this.#take(streams, how);
    } catch {
      // No descriptors, or no room: nothing is lost, and it is found again.
      for (const stream of streams) this.#noticed.add(stream);
      return "blocked";
    }
  }

  /** Record what there is. Throws the file system's error, and then what was found is found again. */
  #take(streams: ReadonlyArray<LogStream>, how: "goes on" | "has ended"): Look {
    const found = streams.flatMap((stream): ReadonlyArray<FoundIn> => {
      const lines = this.#tails[stream].look(how);
      return lines === null ? [] : [{ ...lines, stream }];
    });
    if (found.length === 0) return "nothing";
    // There may be more behind what was found.
    for (const { stream } of found) this.#noticed.add(stream);
    this.#record(found);
    for (const { stream, to } of found) this.#tails[stream].advance(to);
    // Little means that the end was reached. What comes is waited for, lest there be an entry for every line.
    return found.some(({ from, to }) => to - from > mostAtOnce / 2) ? "more" : "later";
  }
}
