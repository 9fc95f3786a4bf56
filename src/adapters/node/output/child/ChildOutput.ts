import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LogStream } from "../../../../domain/LogLine.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { LogLimits } from "../../../../domain/tree/ChildSpec.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import type { RunRange } from "../../../../ports/store/LogStore.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import {
  runDirectory,
  runNumbersIn,
  runsDirectory,
  streamFiles,
  streams,
} from "../../layout/runDirectories.ts";
import { Archive } from "../archive/Archive.ts";
import { clearIntent, recoverOrigin } from "../files/origin.ts";
import { childDirectory, linkFiles, outputDirectory } from "../files/outputDirectory.ts";
import { startOfRun } from "../files/startOfRun.ts";
import { ArrivalIndex } from "../index/ArrivalIndex.ts";
import type { Arrival } from "../index/arrival.ts";
import type { Pump } from "../tail/Pump.ts";
import type { RunLines } from "./RunLines.ts";
import { RunLinesMap } from "./RunLinesMap.ts";
import { type NewStreamLines, type PendingLine, RunOutput } from "./RunOutput.ts";

interface OutputContext {
  readonly home: string;
  readonly pump: Pump;
  /** Called when there are new lines to read. */
  readonly onGrowth: (child: ChildOutput, bytes: number) => void;
  /** Called when an unterminated line becomes pending. */
  readonly onPending: () => void;
  /** Called when the file system refused a write to the index. */
  readonly onRefused: () => void;
  /** Called with what is missing because somebody has removed files. */
  readonly onLost: (what: string) => void;
  readonly crashPoint: CrashPointHook;
}

/** Sends a signal to the processes of a run. */
export type SendSignal = (name: "SIGSTOP" | "SIGCONT") => Promise<void>;

/** A run's unterminated line as it is now. */
export type ChildPendingLine = PendingLine & Pick<Arrival, "run" | "seq"> & { readonly path: ChildPath };

/** How many index entries are read at a time. */
const pageLength = 1_024;

/** How long the report of a run's end waits while the disk is full, in ms. */
const defaultDrainTimeout = 5_000;

const noSignal: SendSignal = () => Promise.resolve();

/** Everything that a child prints, over all runs and both streams, in one order. */
export class ChildOutput {
  readonly path: ChildPath;
  readonly index: ArrivalIndex;
  /** The number of the first line that this daemon recorded. */
  readonly firstSeq: number;
  readonly directory: string;
  readonly archive: Archive;
  readonly runLines = new RunLinesMap();
  readonly #context: OutputContext;
  /** The tracked runs, and the last one that was tracked. */
  readonly #runs = new Map<number, RunOutput>();
  readonly #signals = new Map<number, SendSignal>();
  /** The runs whose files are gone altogether, though they write to them. */
  readonly #lost = new Set<number>();
  #newestRun = 0;
  #limits: LogLimits | null = null;

  private constructor(path: ChildPath, around: OutputContext) {
    this.path = path;
    this.directory = childDirectory(around.home, path);
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    this.archive = new Archive(this.directory);
    this.archive.removeUnfinished();
    this.#context = around;
    this.index = new ArrivalIndex(join(this.directory, "index"));
    this.firstSeq = this.index.nextSeq;
  }

  /** Open a child's output. Loading the index yields to the event loop: it may have millions of entries. */
  static async open(path: ChildPath, around: OutputContext): Promise<ChildOutput> {
    const child = new ChildOutput(path, around);
    await child.#loadIndex();
    return child;
  }

  async #loadIndex(): Promise<void> {
    const budget = new LoopBudget();
    for (let position = 0; position < this.index.count; ) {
      const page = this.index.page(position, pageLength);
      for (const arrival of page) this.#addArrival(arrival);
      position += page.length;
      if (budget.isSpent) await budget.yield();
    }
    const kept = new Set(this.archive.runs);
    for (const run of this.runLines.runs)
      if (!kept.has(run) && !this.mayComeBack(run)) this.runLines.drop(run);
    // Removed from the index, but the daemon was killed before it could remove the files.
    for (const segment of this.archive.segments) if (!segment.extent) this.archive.remove(segment);
  }

  /** Whether the store has anything of a child. */
  static isKnown(home: string, path: ChildPath): boolean {
    return existsSync(join(childDirectory(home, path), "index"));
  }

  /** How much is kept; null until a run is tracked. */
  get limits(): LogLimits | null {
    return this.#limits;
  }

  /** The offset up to which a run's stream is recorded. */
  endOf(run: number, stream: LogStream): number {
    return this.runLines.get(run)?.position(stream).offset ?? 0;
  }

  /** Whether a run has ended, as far as is known. */
  isEnded(run: number): boolean {
    return this.#runs.get(run)?.isEnded ?? run < this.#newestRun;
  }

  /** Whether a run could be tracked again, by this daemon or a later one. */
  mayComeBack(run: number): boolean {
    return existsSync(runDirectory(this.#context.home, { path: this.path, run }));
  }

  /** The runs with files that have ended, as far as is known; including those that no daemon has tracked. */
  get endedRuns(): ReadonlyArray<number> {
    const written = runNumbersIn(runsDirectory(this.#context.home, this.path));
    return [...new Set([...this.archive.runs, ...written])]
      .filter((run) => run <= this.#newestRun && this.isEnded(run))
      .sort((a, b) => a - b);
  }

  /** Track a run from now on; `signal` sends a signal to its processes. */
  track(run: number, signal: SendSignal = noSignal, limits = this.#limits): void {
    const { home, pump } = this.#context;
    this.#limits = limits;
    this.#newestRun = Math.max(run, this.#newestRun);
    this.#signals.set(run, signal);
    const name = { path: this.path, run };
    if (this.#runs.has(run) || !linkFiles(home, name)) return;
    this.archive.addRun(run);
    const directories = { watched: runDirectory(home, name), linked: outputDirectory(home, name) };
    const account =
      this.runLines.get(run) ?? this.#openRun(run, join(directories.linked, streamFiles.stdout));
    this.#continueStopped(run, signal);
    const record = (found: ReadonlyArray<NewStreamLines>): void => this.#record(run, found);
    this.#runs.set(run, new RunOutput(directories, account, pump, record, this.#context.onPending));
  }

  /**
   * Make up for files that somebody has removed, as far as possible: a run's own files still have what was not archived,
   * and are recorded again.
   */
  putBack(): void {
    // A home that was moved away can be moved back, but not onto another one.
    if (!existsSync(this.#context.home)) return;
    if (!this.index.isInPlace) this.#beginAnew();
    for (const [run, output] of this.#runs) {
      if (output.isEnded || this.#lost.has(run) || this.#hasFiles(run)) continue;
      linkFiles(this.#context.home, { path: this.path, run });
      if (this.#hasFiles(run)) continue;
      this.#lost.add(run);
      this.#context.onLost(
        `the output files of ${this.path} were deleted while its run ${run} writes to them: what it prints can't be read until it is restarted (\`sentinel restart ${this.path}\`)`,
      );
    }
  }

  #hasFiles(run: number): boolean {
    return streams.every((stream) => existsSync(this.archive.fileOf(run, stream)));
  }

  #beginAnew(): void {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const live = [...this.#runs].flatMap(([run, output]) => (output.isEnded ? [] : [run]));
    const archived = live.flatMap((run) => streams.map((stream) => this.archive.liveOf(run, stream)));
    for (const run of this.#runs.values()) run.close();
    this.#runs.clear();
    this.index.beginAnew();
    this.runLines.forgetAll();
    this.archive.forgetAll();
    // The beginning of a file that was archived is a hole by now.
    const [at, seq] = [Date.now(), this.index.nextSeq];
    for (const { run, stream, from } of archived.filter((one) => one.from > 0)) {
      const mark: Arrival = { run, stream, from, to: from, lines: 0, at, earliest: at, seq };
      this.index.append([mark]);
      this.#addArrival(mark);
    }
    for (const run of live) this.track(run, this.#signals.get(run));
    this.#context.onLost(
      `the stored output of ${this.path} was deleted: the files of what runs now are recorded again, as found now`,
    );
  }

  /** Record the rest of a run's output; `patience` as in `RunOutput.drain`. */
  async drained(run: number, patience = defaultDrainTimeout): Promise<RunRange> {
    this.track(run);
    const complete = (await this.#runs.get(run)?.drain(patience)) ?? true;
    this.#untrackOlder(run);
    const range = this.runLines.get(run)?.range ?? { first: null, last: null, lines: 0 };
    return { ...range, complete };
  }

  /** Send a signal to the processes of a run, unless it has ended. */
  async signal(run: number, name: "SIGSTOP" | "SIGCONT"): Promise<void> {
    if (!this.isEnded(run)) await this.#signals.get(run)?.(name);
  }

  /** Record everything that was printed up to now. */
  readNow(): void {
    for (const run of this.#runs.values()) run.readNow();
  }

  /** The pending lines, with the numbers that they would get now. */
  pendingLines(): ReadonlyArray<ChildPendingLine> {
    const found = [...this.#runs].flatMap(([run, output]) =>
      output.pendingLines().map((line) => ({ ...line, run })),
    );
    return found
      .sort((a, b) => a.at - b.at)
      .map((line, index) => ({ ...line, path: this.path, seq: this.index.nextSeq + index }));
  }

  /** The tracked runs, by number. */
  get tracked(): ReadonlyMap<number, RunOutput> {
    return this.#runs;
  }

  close(): void {
    for (const run of this.#runs.values()) run.close();
  }

  /** Continue a program that a daemon stopped before it was killed. */
  #continueStopped(run: number, signal: SendSignal): void {
    const files = streams.map((stream) => this.archive.fileOf(run, stream)).filter(recoverOrigin);
    if (files.length > 0) void signal("SIGCONT").then(() => files.forEach(clearIntent));
  }

  /** Ended runs stay tracked until the next one ends, since descendants may still print. */
  #untrackOlder(than: number): void {
    for (const [run, output] of this.#runs) {
      if (run >= than || !output.isEnded) continue;
      output.readNow();
      this.#runs.delete(run);
      this.#signals.delete(run);
    }
  }

  #addArrival(arrival: Arrival): void {
    this.runLines.getOrCreate(arrival.run, arrival.earliest).add(arrival);
    this.archive.add(arrival);
  }

  /** Enter a new run in the index: its lines can't be older than its start nor have lower numbers. */
  #openRun(run: number, file: string): RunLines {
    const start = startOfRun(this.#context.home, { path: this.path, run }, file) ?? Date.now();
    const nothing = { run, stream: "stdout", from: 0, to: 0, lines: 0, at: start, earliest: start } as const;
    try {
      this.index.append([{ ...nothing, seq: this.index.nextSeq }]);
    } catch {
      // The disk is full. The entry only makes a later daemon's knowledge of the start more exact.
    }
    return this.runLines.getOrCreate(run, start);
  }

  #record(run: number, found: ReadonlyArray<NewStreamLines>): void {
    this.#context.crashPoint("output.found");
    let seq = this.index.nextSeq;
    const arrivals = found.map((lines): Arrival => {
      const arrival = { ...lines, run, seq };
      seq += lines.lines;
      return arrival;
    });
    try {
      this.index.append(arrivals);
    } catch (error) {
      this.#context.onRefused();
      throw error;
    }
    this.#context.crashPoint("output.recorded");
    for (const arrival of arrivals) this.#addArrival(arrival);
    this.#context.onGrowth(
      this,
      found.reduce((sum, { from, to }) => sum + to - from, 0),
    );
  }
}
