import { existsSync, rmSync, truncateSync } from "node:fs";
import type { LogStream } from "../../../../domain/LogLine.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { streams } from "../../layout/runDirectories.ts";
import type { Segment } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { originFile } from "../files/origin.ts";
import type { Arrival } from "../index/arrival.ts";

/** A unit of removal. */
export type Removable =
  | { readonly kind: "segment"; readonly segment: Segment }
  | { readonly kind: "run"; readonly run: number }
  /** The live part of a run that continues, up to an offset: afterwards its space has to be reclaimed. */
  | { readonly kind: "live"; readonly run: number; readonly stream: LogStream; readonly upTo: number };

const isPartOf = (what: Removable, arrival: Arrival, child: ChildOutput): boolean => {
  const segment = child.archive.segmentOf(arrival);
  if (what.kind === "segment") return segment?.file === what.segment.file;
  if (segment !== undefined || arrival.run !== what.run) return false;
  return what.kind === "run" || (arrival.stream === what.stream && arrival.to <= what.upTo);
};

/** An arrival without its lines, which keeps the stream's offset and the sequence number. */
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
  const budget = new LoopBudget();
  for (let position = 0; position < index.count; ) {
    for (const { run, stream } of index.page(position)) {
      last.set(`${run} ${stream}`, position);
      position += 1;
    }
    if (budget.isSpent) await budget.yield();
  }
  return last;
};

/**
 * Remove lines for good: first from the index, then from disk, so that the index never refers to missing bytes.
 * Entries without lines remain where needed, so that numbers and offsets are not assigned again.
 */
export const removeLines = async (
  child: ChildOutput,
  what: ReadonlyArray<Removable>,
  crashPoint: CrashPointHook,
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
  child.runLines.indexRewritten();
  crashPoint("output.forgotten");
  for (const each of what) {
    if (each.kind === "segment") archive.remove(each.segment);
    else if (each.kind === "run") removeFiles(child, each.run);
    else archive.dropLiveUpTo(each, index.from(0));
  }
  crashPoint("output.removed");
};

/** Remove the files of an ended run. The run directory has hard links to them, so they are truncated first. */
export const removeFiles = ({ archive }: ChildOutput, run: number): void => {
  for (const stream of streams) {
    const file = archive.fileOf(run, stream);
    if (existsSync(file)) truncateSync(file);
    for (const each of [file, originFile(file)]) rmSync(each, { force: true });
  }
  archive.dropLive(run);
};
