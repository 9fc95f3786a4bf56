import { existsSync, rmSync, truncateSync } from "node:fs";
import type { LogStream } from "../../../ports/LogStore.ts";
import type { Segment } from "./Archive.ts";
import type { Arrival } from "./arrival.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { originFile } from "./origin.ts";
import { bothStreams } from "./place.ts";
import { Slice } from "./Slice.ts";
import type { StepObserver } from "./steps.ts";

/** What is removed as one. */
export type Forgettable =
  | { readonly kind: "segment"; readonly segment: Segment }
  | { readonly kind: "run"; readonly run: number }
  /** What is live of a run that goes on, up to an offset: its space has to be given back then. */
  | { readonly kind: "live"; readonly run: number; readonly stream: LogStream; readonly upTo: number };

const isPartOf = (what: Forgettable, arrival: Arrival, child: ChildOutput): boolean => {
  const segment = child.archive.segmentOf(arrival);
  if (what.kind === "segment") return segment?.file === what.segment.file;
  if (segment !== undefined || arrival.run !== what.run) return false;
  return what.kind === "run" || (arrival.stream === what.stream && arrival.to <= what.upTo);
};

/** An arrival of which only its place in the order is known: so far the stream was, and so far the numbers. */
const withoutLines = ({ to, seq, lines, ...rest }: Arrival): Arrival => ({
  ...rest,
  from: to,
  to,
  seq: seq + lines,
  lines: 0,
});

/** The position of the last arrival of each stream. */
const lastPositions = async ({ index }: ChildOutput): Promise<ReadonlyMap<string, number>> => {
  const last = new Map<string, number>();
  const slice = new Slice();
  for (let position = 0; position < index.count; ) {
    for (const { run, stream } of index.page(position)) {
      last.set(`${run} ${stream}`, position);
      position += 1;
    }
    if (slice.isSpent) await slice.turnOver();
  }
  return last;
};

/**
 * Remove lines for good: first from the index, then from the disk, so that nothing is promised that is not
 * there. What stays in the index without lines keeps numbers and offsets from being given again.
 */
export const forget = async (
  child: ChildOutput,
  what: ReadonlyArray<Forgettable>,
  step: StepObserver,
): Promise<void> => {
  const { index, archive } = child;
  const newest = index.count - 1;
  const last = await lastPositions(child);
  await index.rewrite((arrival, position) => {
    const isWanted = arrival.lines > 0 && !what.some((each) => isPartOf(each, arrival, child));
    if (isWanted || position > newest) return arrival;
    const isLast = last.get(`${arrival.run} ${arrival.stream}`) === position;
    return position === newest || (isLast && child.mayComeBack(arrival.run)) ? withoutLines(arrival) : null;
  });
  child.accounts.rewritten();
  step("output.forgotten");
  for (const each of what) {
    if (each.kind === "segment") archive.remove(each.segment);
    else if (each.kind === "run") removeFiles(child, each.run);
    else archive.forgotten(each, index.from(0));
  }
  step("output.removed");
};

/** Remove the files of an ended run. They have another name in the run directory, so they are emptied first. */
export const removeFiles = ({ archive }: ChildOutput, run: number): void => {
  for (const stream of bothStreams) {
    const file = archive.fileOf(run, stream);
    if (existsSync(file)) truncateSync(file);
    for (const each of [file, originFile(file)]) rmSync(each, { force: true });
  }
  archive.forgetLive(run);
};
