import { rmSync } from "node:fs";
import { join } from "node:path";
import type { LogStream } from "../../../../domain/LogLine.ts";
import { entriesIn, runNumbersIn, streamFiles, streams } from "../../layout/runDirectories.ts";
import type { Arrival } from "../index/arrival.ts";
import { DiskUsage } from "./DiskUsage.ts";
import { blocksFile, type SegmentName, segmentFile, segmentsOf } from "./Segment.ts";
import { partSuffix } from "./writeSegment.ts";

/** A summary of some lines. */
export interface Extent {
  readonly lines: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** When the first and the last of them arrived, in ms since 1970. */
  readonly oldest: number;
  readonly newest: number;
}

export interface Segment extends SegmentName {
  readonly file: string;
  readonly extent: Extent | null;
}

/** The part of a stream, from an offset on, that is in its original file only. */
export interface LiveRange {
  readonly run: number;
  readonly stream: LogStream;
  readonly from: number;
  readonly extent: Extent | null;
}

/** The extent with one more arrival in it. */
export const extended = (extent: Extent | null, { lines, seq, at, earliest }: Arrival): Extent | null =>
  lines === 0
    ? extent
    : {
        lines: (extent?.lines ?? 0) + lines,
        firstSeq: extent?.firstSeq ?? seq,
        lastSeq: seq + lines - 1,
        oldest: Math.min(extent?.oldest ?? earliest, earliest),
        newest: Math.max(extent?.newest ?? at, at),
      };

const isWithin = (
  name: SegmentName,
  { run, stream, from }: Pick<Arrival, "run" | "stream" | "from">,
): boolean => name.run === run && name.stream === stream && name.from <= from && from < name.to;

/** Knows which part of a child's output is in which file. */
export class Archive {
  /** Disk usage of the files in this directory. */
  readonly usage = new DiskUsage();
  readonly #directory: string;
  readonly #runs: Set<number>;
  #segments: Array<Segment>;
  /** The segment of the last arrival: the next one is usually in the same. */
  #lastFound = 0;
  readonly #live = new Map<string, LiveRange>();

  constructor(directory: string) {
    this.#directory = directory;
    this.#runs = new Set(runNumbersIn(directory));
    this.#segments = this.runs.flatMap((run) => {
      return segmentsOf(directory, run).map((name) => ({
        ...name,
        file: segmentFile(directory, name),
        extent: null,
      }));
    });
  }

  /** Remove segments that an earlier daemon did not complete. */
  removeUnfinished(): void {
    for (const run of this.runs) {
      const folder = join(this.#directory, String(run));
      for (const name of entriesIn(folder)) if (name.endsWith(partSuffix)) rmSync(join(folder, name));
    }
  }

  /** The runs that have files here, oldest first. */
  get runs(): ReadonlyArray<number> {
    return [...this.#runs].sort((a, b) => a - b);
  }

  /** Register a run that has files here from now on. */
  addRun(run: number): void {
    this.#runs.add(run);
  }

  /** Remove the directory of a run that has no lines left. */
  removeRun(run: number): void {
    rmSync(join(this.#directory, String(run)), { recursive: true, force: true });
    this.#runs.delete(run);
  }

  /** Everything was removed by somebody else. */
  forgetAll(): void {
    this.#runs.clear();
    this.#segments = [];
    this.#lastFound = 0;
    this.#live.clear();
  }

  get segments(): ReadonlyArray<Segment> {
    return this.#segments;
  }

  get live(): ReadonlyArray<LiveRange> {
    return [...this.#live.values()];
  }

  segmentOf(arrival: Pick<Arrival, "run" | "stream" | "from">): Segment | undefined {
    return this.#segments[this.#indexOf(arrival)];
  }

  liveOf(run: number, stream: LogStream): LiveRange {
    return this.#live.get(`${run} ${stream}`) ?? { run, stream, from: 0, extent: null };
  }

  /** Add an arrival; they must be added in order. */
  add(arrival: Arrival): void {
    const index = this.#indexOf(arrival);
    const segment = this.#segments[index];
    if (segment) {
      this.#segments[index] = { ...segment, extent: extended(segment.extent, arrival) };
      const { run, stream, to: from } = segment;
      this.#live.set(`${run} ${stream}`, { run, stream, from, extent: null });
    } else this.#addLive(arrival);
  }

  /** Register a segment with the part of a live stream up to the end of `name`; `rest` are the arrivals after it. */
  addSegment(name: SegmentName, extent: Extent, rest: Iterable<Arrival>): void {
    const file = segmentFile(this.#directory, name);
    this.#segments = [...this.#segments, { ...name, file, extent }];
    this.dropLiveUpTo({ ...name, upTo: name.to }, rest);
  }

  /** Drop the live part of a stream up to an offset; `rest` are arrivals that may still be live. */
  dropLiveUpTo(
    { run, stream, upTo }: { readonly run: number; readonly stream: LogStream; readonly upTo: number },
    rest: Iterable<Arrival>,
  ): void {
    this.#live.set(`${run} ${stream}`, { run, stream, from: upTo, extent: null });
    for (const arrival of rest) {
      const isLive = arrival.run === run && arrival.stream === stream && arrival.from >= upTo;
      if (isLive) this.#addLive(arrival);
    }
  }

  /** Remove a segment's files. */
  remove(segment: Segment): void {
    this.#segments = this.#segments.filter(({ file }) => file !== segment.file);
    for (const file of [segment.file, blocksFile(segment.file)]) {
      rmSync(file, { force: true });
      this.usage.invalidate(file);
    }
  }

  /** The file in this directory that a run's stream is written to. */
  fileOf(run: number, stream: LogStream): string {
    return join(this.#directory, String(run), streamFiles[stream]);
  }

  /** Drop the live part of an ended run. */
  dropLive(run: number): void {
    for (const [key, live] of this.#live) if (live.run === run) this.#live.delete(key);
    for (const stream of streams) this.usage.invalidate(this.fileOf(run, stream));
  }

  /** -1 for an arrival that is in no segment. */
  #indexOf(arrival: Pick<Arrival, "run" | "stream" | "from">): number {
    const last = this.#segments[this.#lastFound];
    if (last && isWithin(last, arrival)) return this.#lastFound;
    const place = this.#segments.findIndex((segment) => isWithin(segment, arrival));
    this.#lastFound = Math.max(0, place);
    return place;
  }

  #addLive(arrival: Arrival): void {
    const { run, stream, from, to, lines } = arrival;
    const { from: known, extent } = this.liveOf(run, stream);
    this.usage.invalidate(this.fileOf(run, stream));
    // An entry without lines marks the stream's offset at the time when earlier lines were removed.
    const begin = extent ? known : lines === 0 ? Math.max(known, to) : from;
    this.#live.set(`${run} ${stream}`, { run, stream, from: begin, extent: extended(extent, arrival) });
  }
}
