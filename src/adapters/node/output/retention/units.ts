import { statSync } from "node:fs";
import { join } from "node:path";
import { streams } from "../../layout/runDirectories.ts";
import { blocksFile, spaceOf } from "../archive/Segment.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { readOrigin } from "../files/origin.ts";
import { type Removable, removeFiles } from "./removeLines.ts";
import type { RetentionUnit } from "./unitsOverLimits.ts";

export type RemovableUnit = RetentionUnit & { readonly lines: number; readonly what: Removable };

/**
 * Bytes that a run's stream files take. Archived parts may be reclaimed at any moment, so such files are not cached.
 */
const runSpace = ({ archive }: ChildOutput, run: number): number =>
  streams.reduce((sum, stream) => {
    const file = archive.fileOf(run, stream);
    return sum + (archive.liveOf(run, stream).from > 0 ? spaceOf(file) : archive.usage.of(file));
  }, 0);

/** Bytes that can't be removed: the index, and the files of runs that have not ended. */
export const fixedSpace = (child: ChildOutput): number =>
  child.archive.runs
    .filter((run) => !child.isEnded(run))
    .reduce((sum, run) => sum + runSpace(child, run), spaceOf(join(child.directory, "index")));

/** What can be removed: segments, and the files of ended runs. */
export const unitsOf = (child: ChildOutput): ReadonlyArray<RemovableUnit> => {
  const { archive } = child;
  const segments = archive.segments.flatMap((segment): ReadonlyArray<RemovableUnit> => {
    const what = { kind: "segment", segment } as const;
    const bytes = archive.usage.of(segment.file) + archive.usage.of(blocksFile(segment.file));
    return segment.extent ? [{ ...segment.extent, bytes, what }] : [];
  });
  const ended = archive.runs.filter((run) => child.isEnded(run));
  return [...segments, ...ended.flatMap((run) => endedUnit(child, run))];
};

const endedUnit = (child: ChildOutput, run: number): ReadonlyArray<RemovableUnit> => {
  const extents = streams.flatMap((stream) => child.archive.liveOf(run, stream).extent ?? []);
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

/** Whether everything that a run printed is recorded. */
const isRecorded = (child: ChildOutput, run: number): boolean =>
  streams.every((stream) => {
    const file = child.archive.fileOf(run, stream);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    return size + readOrigin(file).shift <= child.endOf(run, stream);
  });

/** Ended runs that are not completely recorded: no daemon was running in time, or the disk was full. */
export const unrecordedRuns = (child: ChildOutput): ReadonlyArray<number> => {
  const noticed = new Set(child.archive.runs);
  return child.endedRuns.filter((run) => !noticed.has(run) || !isRecorded(child, run));
};

/** Remove ended runs that have no lines left, including those that a killed daemon did not get to. */
export const removeEmptyRuns = (child: ChildOutput): void => {
  const { archive } = child;
  for (const run of archive.runs) {
    const isKept = streams.some((stream) => archive.liveOf(run, stream).extent !== null);
    if (isKept || !child.isEnded(run)) continue;
    if (runSpace(child, run) > 0 && isRecorded(child, run)) removeFiles(child, run);
    const hasSegments = archive.segments.some((segment) => segment.run === run);
    if (hasSegments || child.mayComeBack(run)) continue;
    archive.removeRun(run);
    child.runLines.drop(run);
  }
};
