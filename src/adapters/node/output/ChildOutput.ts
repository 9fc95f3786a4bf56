import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { RunRange } from "../../../ports/LogStore.ts";
import { Account } from "./Account.ts";
import { ArrivalIndex } from "./ArrivalIndex.ts";
import type { Arrival } from "./arrival.ts";
import type { Pump } from "./Pump.ts";
import { childDirectory, fileNames, keepFiles, outputDirectory, runDirectory } from "./place.ts";
import { type FoundIn, RunOutput } from "./RunOutput.ts";
import type { StepObserver } from "./steps.ts";

interface Surroundings {
  readonly home: string;
  readonly pump: Pump;
  /** Called when there are new lines to be read. */
  readonly grown: () => void;
  readonly step: StepObserver;
}

/** Everything that a child has printed and prints, in one order. */
export class ChildOutput {
  readonly path: ChildPath;
  readonly index: ArrivalIndex;
  /** The number of the first line that this daemon has seen. */
  readonly firstSeq: number;
  readonly #around: Surroundings;
  readonly #accounts = new Map<number, Account>();
  /** The runs that are looked after, and the last one that was. */
  readonly #runs = new Map<number, RunOutput>();

  constructor(path: ChildPath, around: Surroundings) {
    const directory = childDirectory(around.home, path);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    this.path = path;
    this.#around = around;
    this.index = new ArrivalIndex(join(directory, "index"));
    this.firstSeq = this.index.nextSeq;
    for (const arrival of this.index) this.#account(arrival.run, arrival.earliest).add(arrival);
  }

  /** Whether anything is known of a child. */
  static isKnown(home: string, path: ChildPath): boolean {
    return existsSync(join(childDirectory(home, path), "index"));
  }

  /** Look after a run from now on. */
  track(run: number): void {
    const { home, pump } = this.#around;
    const name = { path: this.path, run };
    if (this.#runs.has(run) || !keepFiles(home, name)) return;
    const places = { watched: runDirectory(home, name), kept: outputDirectory(home, name) };
    const account = this.#accounts.get(run) ?? this.#open(run, join(places.kept, fileNames.stdout));
    const record = (found: ReadonlyArray<FoundIn>): void => this.#record(run, found);
    this.#runs.set(run, new RunOutput(places, account, pump, record));
  }

  /** Bring a run's record to its end. */
  async drained(run: number): Promise<RunRange> {
    this.track(run);
    const complete = (await this.#runs.get(run)?.drain()) ?? true;
    this.#forgetOlder(run);
    const range = this.#accounts.get(run)?.range ?? { first: null, last: null, lines: 0 };
    return { ...range, complete };
  }

  /** Take in what was printed up to this moment. */
  lookAgain(): void {
    for (const run of this.#runs.values()) run.lookAgain();
  }

  close(): void {
    for (const run of this.#runs.values()) run.close();
  }

  /** Runs that are over are kept for a while, for what may print after their end, until the next one's. */
  #forgetOlder(than: number): void {
    for (const [run, output] of this.#runs) {
      if (run >= than || !output.isOver) continue;
      output.lookAgain();
      this.#runs.delete(run);
    }
  }

  #account(run: number, start: number): Account {
    const known = this.#accounts.get(run);
    if (known) return known;
    const account = new Account(start);
    this.#accounts.set(run, account);
    return account;
  }

  /** Enter a new run: from then on its lines can't have come before its start, nor have lower numbers. */
  #open(run: number, file: string): Account {
    const start = Math.round(statSync(file).birthtimeMs);
    const nothing = { run, stream: "stdout", from: 0, to: 0, lines: 0, at: start, earliest: start } as const;
    try {
      this.index.append([{ ...nothing, seq: this.index.nextSeq }]);
    } catch {
      // The disk is full. The entry only makes a later daemon's knowledge of the start more exact.
    }
    return this.#account(run, start);
  }

  #record(run: number, found: ReadonlyArray<FoundIn>): void {
    this.#around.step("found");
    let seq = this.index.nextSeq;
    const arrivals = found.map((lines): Arrival => {
      const arrival = { ...lines, run, seq };
      seq += lines.lines;
      return arrival;
    });
    this.index.append(arrivals);
    this.#around.step("recorded");
    for (const arrival of arrivals) this.#account(run, arrival.earliest).add(arrival);
    this.#around.grown();
  }
}
