import { type Extent, extended, type Live } from "./Archive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { readOrigin } from "./origin.ts";
import { type SegmentName, segmentFile } from "./Segment.ts";
import { Slice } from "./Slice.ts";
import type { StepObserver } from "./steps.ts";
import { writeSegment } from "./writeSegment.ts";

/** The next segment of a live stream: whole arrivals, together at least `size` bytes if there is so much. */
const cut = async (
  { index }: ChildOutput,
  { run, stream, from, extent }: Live,
  { shift, size }: { readonly shift: number; readonly size: number },
): Promise<{ readonly name: SegmentName; readonly extent: Extent } | null> => {
  // What the program itself has truncated away can't be archived.
  const begin = Math.max(from, shift);
  const slice = new Slice();
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
    if (slice.isSpent) await slice.turnOver();
  }
  return found;
};

/** Archive one segment of a live stream; false if there is nothing to archive. */
export const archiveLive = async (
  child: ChildOutput,
  live: Live,
  size: number,
  step: StepObserver,
): Promise<boolean> => {
  const { archive, directory, index } = child;
  const file = archive.fileOf(live.run, live.stream);
  const { shift } = readOrigin(file);
  const next = await cut(child, live, { shift, size });
  if (!next) return false;
  const { name, extent } = next;
  await writeSegment({ file, shift, from: name.from, to: name.to }, segmentFile(directory, name), step);
  step("output.archived");
  archive.archived(name, extent, index.from(extent.lastSeq + 1));
  return true;
};
