import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { LogLimits } from "../../../domain/ChildSpec.ts";
import type { LogStream, RunRange } from "../../../ports/LogStore.ts";
import type { Account } from "./Account.ts";
import { Accounts } from "./Accounts.ts";
import { Archive } from "./Archive.ts";
import { ArrivalIndex } from "./ArrivalIndex.ts";
import type { Arrival } from "./arrival.ts";
import { forgetIntent, settleOrigin } from "./origin.ts";
import type { Pump } from "./Pump.ts";
import {
  bothStreams,
  childDirectory,
  fileNames,
  keepFiles,
  outputDirectory,
  runDirectory,
  runsDirectory,
  runsIn,
} from "./place.ts";
import { type FoundIn, RunOutput } from "./RunOutput.ts";
import { Slice } from "./Slice.ts";
import type { StepObserver } from "./steps.ts";

interface Surroundings {
  readonly home: string;
  readonly pump: Pump;
  /** Called when there are new lines to be read. */
  readonly grown: (child: ChildOutput, bytes: number) => void;
  /** Called when the file system did not take what is to be recorded. */
  readonly refused: () => void;
  readonly step: StepObserver;
}

/** Sends a signal to the processes of a run. */
export type SendSignal = (name: "SIGSTOP" | "SIGCONT") => Promise<void>;

/** How much of an index is read at once, in entries. */
const pageLength = 1_024;

/** How long the announcement of an end waits for a disk that is full, in ms. */
const customaryPatience = 5_000;

const noSignal: SendSignal = () => Promise.resolve();

/** Everything that a child has printed and prints, in one order. */
export class ChildOutput {
  readonly path: ChildPath;
  readonly index: ArrivalIndex;
  /** The number of the first line that this daemon has seen. */
  readonly firstSeq: number;
  readonly directory: string;
  readonly archive: Archive;
  readonly accounts = new Accounts();
  readonly #around: Surroundings;
  /** The runs that are looked after, and the last one that was. */
  readonly #runs = new Map<number, RunOutput>();
  readonly #signals = new Map<number, SendSignal>();
  #newestRun = 0;
  #limits: LogLimits | null = null;

  private constructor(path: ChildPath, around: Surroundings) {
    this.path = path;
    this.directory = childDirectory(around.home, path);
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    this.archive = new Archive(this.directory);
    this.#around = around;
    this.index = new ArrivalIndex(join(this.directory, "index"));
    this.firstSeq = this.index.nextSeq;
  }

  /** What is known of a child. Others get their turn while it is read: there may be millions of entries. */
  static async open(path: ChildPath, around: Surroundings): Promise<ChildOutput> {
    const child = new ChildOutput(path, around);
    await child.#recall();
    return child;
  }

  async #recall(): Promise<void> {
    const slice = new Slice();
    for (let position = 0; position < this.index.count; ) {
      const page = this.index.page(position, pageLength);
      for (const arrival of page) this.#enter(arrival);
      position += page.length;
      if (slice.isSpent) await slice.turnOver();
    }
    const kept = new Set(this.archive.runs);
    for (const run of this.accounts.runs)
      if (!kept.has(run) && !this.mayComeBack(run)) this.accounts.drop(run);
    // Out of the index, but a daemon was killed before it could remove them.
    for (const segment of this.archive.segments) if (!segment.extent) this.archive.remove(segment);
  }

  /** Whether anything is known of a child. */
  static isKnown(home: string, path: ChildPath): boolean {
    return existsSync(join(childDirectory(home, path), "index"));
  }

  /** How much is kept; null as long as no run was tracked. */
  get limits(): LogLimits | null {
    return this.#limits;
  }

  /** How far a run's stream is recorded. */
  endOf(run: number, stream: LogStream): number {
    return this.accounts.get(run)?.left(stream).offset ?? 0;
  }

  /** Whether a run is over, as far as is known. */
  isEnded(run: number): boolean {
    return this.#runs.get(run)?.isOver ?? run < this.#newestRun;
  }

  /** Whether a run could be tracked again, by this daemon or by a later one. */
  mayComeBack(run: number): boolean {
    return existsSync(runDirectory(this.#around.home, { path: this.path, run }));
  }

  /** The runs that are over, as far as is known, and have files; also those that no daemon has looked after. */
  get endedRuns(): ReadonlyArray<number> {
    const written = runsIn(runsDirectory(this.#around.home, this.path));
    return [...new Set([...this.archive.runs, ...written])]
      .filter((run) => run <= this.#newestRun && this.isEnded(run))
      .sort((a, b) => a - b);
  }

  /** Look after a run from now on; `signal` reaches its processes. */
  track(run: number, signal: SendSignal = noSignal, limits = this.#limits): void {
    const { home, pump } = this.#around;
    this.#limits = limits;
    this.#newestRun = Math.max(run, this.#newestRun);
    this.#signals.set(run, signal);
    const name = { path: this.path, run };
    if (this.#runs.has(run) || !keepFiles(home, name)) return;
    this.archive.begin(run);
    const places = { watched: runDirectory(home, name), kept: outputDirectory(home, name) };
    const account = this.accounts.get(run) ?? this.#open(run, join(places.kept, fileNames.stdout));
    this.#release(run, signal);
    const record = (found: ReadonlyArray<FoundIn>): void => this.#record(run, found);
    this.#runs.set(run, new RunOutput(places, account, pump, record));
  }

  /** Bring a run's record to its end; `patience` as in `RunOutput.drain`. */
  async drained(run: number, patience = customaryPatience): Promise<RunRange> {
    this.track(run);
    const complete = (await this.#runs.get(run)?.drain(patience)) ?? true;
    this.#forgetOlder(run);
    const range = this.accounts.get(run)?.range ?? { first: null, last: null, lines: 0 };
    return { ...range, complete };
  }

  /** A signal to the processes of a run, if it goes on. */
  async signal(run: number, name: "SIGSTOP" | "SIGCONT"): Promise<void> {
    if (!this.isEnded(run)) await this.#signals.get(run)?.(name);
  }

  /** Take in what was printed up to this moment. */
  lookAgain(): void {
    for (const run of this.#runs.values()) run.lookAgain();
  }

  /** The runs that are looked after, by their numbers. */
  get tracked(): ReadonlyMap<number, RunOutput> {
    return this.#runs;
  }

  close(): void {
    for (const run of this.#runs.values()) run.close();
  }

  /** Let a program go on that a daemon had stopped before it was killed. */
  #release(run: number, signal: SendSignal): void {
    const files = bothStreams.map((stream) => this.archive.fileOf(run, stream)).filter(settleOrigin);
    if (files.length > 0) void signal("SIGCONT").then(() => files.forEach(forgetIntent));
  }

  /** Runs that are over are kept for a while, for what may print after their end, until the next one's. */
  #forgetOlder(than: number): void {
    for (const [run, output] of this.#runs) {
      if (run >= than || !output.isOver) continue;
      output.lookAgain();
      this.#runs.delete(run);
      this.#signals.delete(run);
    }
  }

  #enter(arrival: Arrival): void {
    this.accounts.of(arrival.run, arrival.earliest).add(arrival);
    this.archive.note(arrival);
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
    return this.accounts.of(run, start);
  }

  #record(run: number, found: ReadonlyArray<FoundIn>): void {
    this.#around.step("output.found");
    let seq = this.index.nextSeq;
    const arrivals = found.map((lines): Arrival => {
      const arrival = { ...lines, run, seq };
      seq += lines.lines;
      return arrival;
    });
    try {
      this.index.append(arrivals);
    } catch (error) {
      this.#around.refused();
      throw error;
    }
    this.#around.step("output.recorded");
    for (const arrival of arrivals) this.#enter(arrival);
    this.#around.grown(
      this,
      found.reduce((sum, { from, to }) => sum + to - from, 0),
    );
  }
}
