import { rmSync } from "node:fs";
import { join } from "node:path";
import type { LogStream } from "../../../ports/LogStore.ts";
import type { Arrival } from "./arrival.ts";
import { bothStreams, entries, fileNames, runsIn } from "./place.ts";
import { blocksFile, type SegmentName, segmentFile, segmentsOf } from "./Segment.ts";
import { SpaceTaken } from "./SpaceTaken.ts";
import { unfinished } from "./writeSegment.ts";

/** What some lines have in common. */
export interface Extent {
  readonly lines: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** When the first and the last of them came, in ms since 1970. */
  readonly oldest: number;
  readonly newest: number;
}

export interface Segment extends SegmentName {
  readonly file: string;
  readonly extent: Extent | null;
}

/** What of a stream is in its file and nowhere else, beginning at an offset. */
export interface Live {
  readonly run: number;
  readonly stream: LogStream;
  readonly from: number;
  readonly extent: Extent | null;
}

/** An extent with one more arrival in it. */
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

/** Which part of a child's output is in which file. */
export class Archive {
  /** Of the files in here. */
  readonly space = new SpaceTaken();
  readonly #directory: string;
  readonly #runs: Set<number>;
  #segments: Array<Segment>;
  /** Where the last arrival was found: the next one mostly is there, too. */
  #lastFound = 0;
  readonly #live = new Map<string, Live>();

  /** Removes what an earlier daemon has left unfinished. */
  constructor(directory: string) {
    this.#directory = directory;
    this.#runs = new Set(runsIn(directory));
    this.#segments = this.runs.flatMap((run) => {
      const folder = join(directory, String(run));
      for (const name of entries(folder)) if (name.endsWith(unfinished)) rmSync(join(folder, name));
      return segmentsOf(directory, run).map((name) => ({
        ...name,
        file: segmentFile(directory, name),
        extent: null,
      }));
    });
  }

  /** The runs that have files here, oldest first. */
  get runs(): ReadonlyArray<number> {
    return [...this.#runs].sort((a, b) => a - b);
  }

  /** A run has files here from now on. */
  begin(run: number): void {
    this.#runs.add(run);
  }

  /** Remove what is left of a run of which nothing is kept. */
  end(run: number): void {
    rmSync(join(this.#directory, String(run)), { recursive: true, force: true });
    this.#runs.delete(run);
  }

  get segments(): ReadonlyArray<Segment> {
    return this.#segments;
  }

  get live(): ReadonlyArray<Live> {
    return [...this.#live.values()];
  }

  segmentOf(arrival: Pick<Arrival, "run" | "stream" | "from">): Segment | undefined {
    return this.#segments[this.#placeOf(arrival)];
  }

  liveOf(run: number, stream: LogStream): Live {
    return this.#live.get(`${run} ${stream}`) ?? { run, stream, from: 0, extent: null };
  }

  /** Take an arrival into account; they come in order. */
  note(arrival: Arrival): void {
    const place = this.#placeOf(arrival);
    const segment = this.#segments[place];
    if (segment) {
      this.#segments[place] = { ...segment, extent: extended(segment.extent, arrival) };
      const { run, stream, to: from } = segment;
      this.#live.set(`${run} ${stream}`, { run, stream, from, extent: null });
    } else this.#noteLive(arrival);
  }

  /** The part of a live stream up to the end of `name` is in a segment now; `rest` is what is not. */
  archived(name: SegmentName, extent: Extent, rest: Iterable<Arrival>): void {
    const file = segmentFile(this.#directory, name);
    this.#segments = [...this.#segments, { ...name, file, extent }];
    this.forgotten({ ...name, upTo: name.to }, rest);
  }

  /** What was live of a stream up to an offset is no more; `rest` is what may still be. */
  forgotten(
    { run, stream, upTo }: { readonly run: number; readonly stream: LogStream; readonly upTo: number },
    rest: Iterable<Arrival>,
  ): void {
    this.#live.set(`${run} ${stream}`, { run, stream, from: upTo, extent: null });
    for (const arrival of rest) {
      const isLive = arrival.run === run && arrival.stream === stream && arrival.from >= upTo;
      if (isLive) this.#noteLive(arrival);
    }
  }

  /** Remove a segment's files. */
  remove(segment: Segment): void {
    this.#segments = this.#segments.filter(({ file }) => file !== segment.file);
    for (const file of [segment.file, blocksFile(segment.file)]) {
      rmSync(file, { force: true });
      this.space.changed(file);
    }
  }

  /** The name, in this folder, of the file that a run's stream is written to. */
  fileOf(run: number, stream: LogStream): string {
    return join(this.#directory, String(run), fileNames[stream]);
  }

  /** What was live of an ended run is not there any more. */
  forgetLive(run: number): void {
    for (const [key, live] of this.#live) if (live.run === run) this.#live.delete(key);
    for (const stream of bothStreams) this.space.changed(this.fileOf(run, stream));
  }

  /** -1 for what is in no segment. */
  #placeOf(arrival: Pick<Arrival, "run" | "stream" | "from">): number {
    const last = this.#segments[this.#lastFound];
    if (last && isWithin(last, arrival)) return this.#lastFound;
    const place = this.#segments.findIndex((segment) => isWithin(segment, arrival));
    this.#lastFound = Math.max(0, place);
    return place;
  }

  #noteLive(arrival: Arrival): void {
    const { run, stream, from, to, lines } = arrival;
    const { from: known, extent } = this.liveOf(run, stream);
    this.space.changed(this.fileOf(run, stream));
    // An entry without lines says how far the stream was when what came before was forgotten.
    const begin = extent ? known : lines === 0 ? Math.max(known, to) : from;
    this.#live.set(`${run} ${stream}`, { run, stream, from: begin, extent: extended(extent, arrival) });
  }
}
