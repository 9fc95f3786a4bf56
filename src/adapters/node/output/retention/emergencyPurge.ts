import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { spaceOf } from "../archive/Segment.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { archiveLive } from "./archiveLive.ts";
import type { Reclaim } from "./Reclaim.ts";
import { type Removable, removeLines } from "./removeLines.ts";
import { type RemovableUnit, unitsOf } from "./units.ts";

/** Lines that were removed although the child's limits would have kept them. */
export interface Loss {
  readonly path: ChildPath;
  readonly lines: number;
}

interface PurgeOptions {
  /** How much is compressed at a time, in bytes: until a segment is complete, it takes space. */
  readonly segmentSize: number;
  readonly reclaim: Reclaim;
  readonly crashPoint: CrashPointHook;
  readonly isEnough: () => Promise<boolean>;
}

/** Live output below this size on disk is not worth a pass, in bytes. */
const minimumBytes = 256 * 1024;

/**
 * Free space on a disk that is nearly full: compress live output, then remove the oldest archived output of any
 * child, then live output. Stops as soon as there is enough; returns what was lost.
 */
export const emergencyPurge = async (
  children: ReadonlyArray<ChildOutput>,
  means: PurgeOptions,
): Promise<ReadonlyArray<Loss>> => {
  const losses: Array<Loss> = [];
  for (const child of children) {
    if (await means.isEnough()) return losses;
    await compressLive(child, means);
  }
  const units = children.flatMap((child) => unitsOf(child).map((unit) => ({ child, unit })));
  for (const { child, unit } of units.sort((a, b) => a.unit.newest - b.unit.newest)) {
    if (await means.isEnough()) return losses;
    losses.push(...(await removeUnit(child, unit, means.crashPoint)));
  }
  for (const child of children) {
    if (await means.isEnough()) return losses;
    losses.push(...(await removeLive(child, means)));
  }
  return losses;
};

/** Archive live output; if there is no space for that any more, leave it. */
const compressLive = async (
  child: ChildOutput,
  { reclaim, crashPoint, segmentSize }: PurgeOptions,
): Promise<void> => {
  const { archive } = child;
  const size = Math.min(segmentSize, child.limits?.maxSize ?? segmentSize);
  for (const { run, stream } of archive.live) {
    if (spaceOf(archive.fileOf(run, stream)) < minimumBytes) continue;
    try {
      while (await archiveLive(child, archive.liveOf(run, stream), size, crashPoint))
        await reclaim(child, archive.liveOf(run, stream));
    } catch {
      return;
    }
  }
};

const removeUnit = async (
  child: ChildOutput,
  { what, lines }: RemovableUnit,
  crashPoint: CrashPointHook,
): Promise<ReadonlyArray<Loss>> =>
  (await tryRemove(child, what, crashPoint)) ? [{ path: child.path, lines }] : [];

/** Remove the live output of runs that have not ended. */
const removeLive = async (
  child: ChildOutput,
  { reclaim, crashPoint }: PurgeOptions,
): Promise<ReadonlyArray<Loss>> => {
  const losses: Array<Loss> = [];
  for (const live of child.archive.live) {
    const { run, stream, extent } = live;
    if (!extent || spaceOf(child.archive.fileOf(run, stream)) < minimumBytes) continue;
    const upTo = child.endOf(run, stream);
    if (!(await tryRemove(child, { kind: "live", run, stream, upTo }, crashPoint))) continue;
    await reclaim(child, child.archive.liveOf(run, stream));
    losses.push({ path: child.path, lines: extent.lines });
  }
  return losses;
};

/**
 * Without any free space the index can't be rewritten; then the file of a segment is removed first. Returns whether
 * anything was removed; output outside of segments stays as long as the index can't be rewritten.
 */
const tryRemove = async (
  child: ChildOutput,
  what: Removable,
  crashPoint: CrashPointHook,
): Promise<boolean> => {
  const attempt = (): Promise<boolean> =>
    removeLines(child, [what], crashPoint).then(
      () => true,
      () => false,
    );
  if (await attempt()) return true;
  if (what.kind !== "segment") return false;
  child.archive.remove(what.segment);
  await attempt();
  return true;
};
