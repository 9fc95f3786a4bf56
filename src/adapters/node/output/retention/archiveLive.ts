import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { LoopBudget } from "../../eventLoop/LoopBudget.ts";
import { type Extent, extended, type LiveRange } from "../archive/Archive.ts";
import { type SegmentName, segmentFile } from "../archive/Segment.ts";
import { writeSegment } from "../archive/writeSegment.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { readOrigin } from "../files/origin.ts";

/** The next segment of a live stream: whole arrivals of at least `size` bytes together, if there are as many. */
const nextSegment = async (
  { index }: ChildOutput,
  { run, stream, from, extent }: LiveRange,
  { shift, size }: { readonly shift: number; readonly size: number },
): Promise<{ readonly name: SegmentName; readonly extent: Extent } | null> => {
  // Output that the program itself truncated can't be archived.
  const begin = Math.max(from, shift);
  const budget = new LoopBudget();
  let found: { readonly name: SegmentName; readonly extent: Extent } | null = null;
  for (let position = index.positionOf(extent?.firstSeq ?? index.nextSeq); position < index.count; ) {
    const page = index.page(position);
    position += page.length;
    for (const arrival of page) {
      if (arrival.run !== run || arrival.stream !== stream || arrival.from < begin) continue;
      const grown = extended(found?.extent ?? null, arrival);
      if (grown) found = { name: { run, stream, from: begin, to: arrival.to }, extent: grown };
      if (arrival.to - begin >= size) return found;
    }
    if (budget.isSpent) await budget.yield();
  }
  return found;
};

/** Archive one segment of a live stream; false if there is nothing to archive. */
export const archiveLive = async (
  child: ChildOutput,
  live: LiveRange,
  size: number,
  crashPoint: CrashPointHook,
): Promise<boolean> => {
  const { archive, directory, index } = child;
  const file = archive.fileOf(live.run, live.stream);
  const { shift } = readOrigin(file);
  const next = await nextSegment(child, live, { shift, size });
  if (!next) return false;
  const { name, extent } = next;
  await writeSegment({ file, shift, from: name.from, to: name.to }, segmentFile(directory, name), crashPoint);
  crashPoint("output.archived");
  archive.addSegment(name, extent, index.from(extent.lastSeq + 1));
  return true;
};
