import { statSync } from "node:fs";
import { join } from "node:path";
import type { ChildOutput } from "./ChildOutput.ts";
import { type Forgettable, removeFiles } from "./forget.ts";
import { readOrigin } from "./origin.ts";
import { bothStreams } from "./place.ts";
import { blocksFile, spaceOf } from "./Segment.ts";
import type { Unit } from "./superfluous.ts";

export type KeptUnit = Unit & { readonly lines: number; readonly what: Forgettable };

/** Bytes that the files of a run's streams take. What is archived of them is given back at any moment. */
const runSpace = ({ archive }: ChildOutput, run: number): number =>
  bothStreams.reduce((sum, stream) => {
    const file = archive.fileOf(run, stream);
    return sum + (archive.liveOf(run, stream).from > 0 ? spaceOf(file) : archive.space.of(file));
  }, 0);

/** Bytes of what can't be removed: the index, and the files of runs that go on. */
export const fixedSpace = (child: ChildOutput): number =>
  child.archive.runs
    .filter((run) => !child.isEnded(run))
    .reduce((sum, run) => sum + runSpace(child, run), spaceOf(join(child.directory, "index")));

/** What can be removed: archives, and the files of runs that have ended. */
export const unitsOf = (child: ChildOutput): ReadonlyArray<KeptUnit> => {
  const { archive } = child;
  const segments = archive.segments.flatMap((segment): ReadonlyArray<KeptUnit> => {
    const what = { kind: "segment", segment } as const;
    const bytes = archive.space.of(segment.file) + archive.space.of(blocksFile(segment.file));
    return segment.extent ? [{ ...segment.extent, bytes, what }] : [];
  });
  const ended = archive.runs.filter((run) => child.isEnded(run));
  return [...segments, ...ended.flatMap((run) => endedUnit(child, run))];
};

const endedUnit = (child: ChildOutput, run: number): ReadonlyArray<KeptUnit> => {
  const extents = bothStreams.flatMap((stream) => child.archive.liveOf(run, stream).extent ?? []);
  if (extents.length === 0) return [];
  return [
    {
      lastSeq: Math.max(...extents.map(({ lastSeq }) => lastSeq)),
      newest: Math.max(...extents.map(({ newest }) => newest)),
      lines: extents.reduce((sum, { lines }) => sum + lines, 0),
      bytes: runSpace(child, run),
      what: { kind: "run", run },
    },
  ];
};

/** Whether nothing that a run has printed is still to be recorded. */
const isRecorded = (child: ChildOutput, run: number): boolean =>
  bothStreams.every((stream) => {
    const file = child.archive.fileOf(run, stream);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    return size + readOrigin(file).shift <= child.endOf(run, stream);
  });

/** The ended runs of which something is not recorded: no daemon was there in time, or the disk was full. */
export const unrecorded = (child: ChildOutput): ReadonlyArray<number> => {
  const noticed = new Set(child.archive.runs);
  return child.endedRuns.filter((run) => !noticed.has(run) || !isRecorded(child, run));
};

/** Remove what is left of ended runs of which nothing is kept, whoever was killed before it came to that. */
export const tidy = (child: ChildOutput): void => {
  const { archive } = child;
  for (const run of archive.runs) {
    const isKept = bothStreams.some((stream) => archive.liveOf(run, stream).extent !== null);
    if (isKept || !child.isEnded(run)) continue;
    if (runSpace(child, run) > 0 && isRecorded(child, run)) removeFiles(child, run);
    const hasSegments = archive.segments.some((segment) => segment.run === run);
    if (hasSegments || child.mayComeBack(run)) continue;
    archive.end(run);
    child.accounts.drop(run);
  }
};
