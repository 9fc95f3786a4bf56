import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LogStream } from "../../../../domain/LogLine.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import {
  runDirectory,
  runNumbersIn,
  runsDirectory,
  streamFiles,
  streams,
} from "../../layout/runDirectories.ts";
import { Archive } from "../archive/Archive.ts";
import { RunLinesMap } from "../child/RunLinesMap.ts";
import { childDirectory } from "../files/outputDirectory.ts";
import { startOfRun } from "../files/startOfRun.ts";
import type { Arrival } from "../index/arrival.ts";
import { OfflineIndex } from "../index/OfflineIndex.ts";
import { type NewLines, Tail } from "../tail/Tail.ts";
import type { ReadableOutput } from "./ReadableOutput.ts";

/** How many index entries are read at a time. */
const pageLength = 1_024;

/** The output of a child as the last daemon left it. Read-only, since a daemon may start meanwhile. */
export class OfflineOutput implements ReadableOutput {
  readonly path: ChildPath;
  readonly index: OfflineIndex;
  readonly runLines = new RunLinesMap();
  readonly firstSeq: number;
  readonly archive: ReadableOutput["archive"];
  readonly #archive: Archive;
  readonly #home: string;

  private constructor(home: string, path: ChildPath) {
    const directory = childDirectory(home, path);
    this.path = path;
    this.#home = home;
    this.#archive = new Archive(directory);
    this.archive = {
      segmentOf: (arrival) => this.#archive.segmentOf(arrival),
      liveOf: (run, stream) => this.#archive.liveOf(run, stream),
      fileOf: (run, stream) => this.#fileOf(run, stream),
    };
    this.index = new OfflineIndex(join(directory, "index"));
    this.firstSeq = this.index.nextSeq;
  }

  /**
   * Load the index of a child; with `unrecorded too` also what was printed since the last daemon ended, with the
   * numbers that these lines will probably get.
   */
  static async open(
    home: string,
    path: ChildPath,
    which: "recorded" | "unrecorded too",
  ): Promise<OfflineOutput> {
    const child = new OfflineOutput(home, path);
    await child.#loadIndex();
    if (which === "unrecorded too") child.#readUnrecorded();
    return child;
  }

  /** The runs that have anything left, oldest first. */
  get runs(): ReadonlyArray<number> {
    const written = runNumbersIn(runsDirectory(this.#home, this.path));
    return [...new Set([...this.#archive.runs, ...written])].sort((a, b) => a - b);
  }

  endOf(run: number, stream: LogStream): number {
    return this.runLines.get(run)?.position(stream).offset ?? 0;
  }

  close(): void {
    this.index.close();
  }

  async #loadIndex(): Promise<void> {
    const budget = new LoopBudget();
    for (let position = 0; position < this.index.count; ) {
      const page = this.index.page(position, pageLength);
      for (const arrival of page) this.#addArrival(arrival);
      position += page.length;
      if (budget.isSpent) await budget.yield();
    }
  }

  /** Add what is in the files after the end of the index. */
  #readUnrecorded(): void {
    for (const run of this.runs) {
      const found = streams.flatMap((stream) => this.#unrecorded(run, stream));
      for (const one of found.sort((a, b) => a.at - b.at)) {
        const arrival: Arrival = { ...one, run, seq: this.index.nextSeq };
        this.index.add(arrival);
        this.#addArrival(arrival);
      }
    }
  }

  #unrecorded(run: number, stream: LogStream): Array<NewLines & { readonly stream: LogStream }> {
    const file = this.#fileOf(run, stream);
    const start = startOfRun(this.#home, { path: this.path, run }, file);
    if (start === null || !existsSync(file)) return [];
    const found: Array<NewLines & { readonly stream: LogStream }> = [];
    const tail = new Tail(file, this.runLines.getOrCreate(run, start).position(stream));
    while (!tail.isAtEnd) {
      const lines = tail.readLines("has ended");
      if (lines === null) break;
      tail.advance(lines.to);
      found.push({ ...lines, stream });
    }
    return found;
  }

  /** A daemon that was killed right after the start has not linked the files yet. */
  #fileOf(run: number, stream: LogStream): string {
    const kept = this.#archive.fileOf(run, stream);
    return existsSync(kept)
      ? kept
      : join(runDirectory(this.#home, { path: this.path, run }), streamFiles[stream]);
  }

  #addArrival(arrival: Arrival): void {
    this.runLines.getOrCreate(arrival.run, arrival.earliest).add(arrival);
    this.#archive.add(arrival);
  }
}
