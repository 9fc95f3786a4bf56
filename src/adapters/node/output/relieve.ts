import type { ChildPath } from "../../../domain/ChildPath.ts";
import { archiveLive } from "./archiveLive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { type Forgettable, forget } from "./forget.ts";
import type { GiveBack } from "./GiveBack.ts";
import { spaceOf } from "./Segment.ts";
import type { StepObserver } from "./steps.ts";
import { type KeptUnit, unitsOf } from "./units.ts";

/** What had to be removed although the child's limits would have kept it. */
export interface Loss {
  readonly path: ChildPath;
  readonly lines: number;
}

interface Means {
  /** How much is compressed at once, in bytes: until that is done it takes room instead of making it. */
  readonly portion: number;
  readonly giveBack: GiveBack;
  readonly step: StepObserver;
  readonly isEnough: () => Promise<boolean>;
}

/** Live output below this is not worth a pass, in bytes on disk. */
const worthwhile = 256 * 1024;

/**
 * Make room on a disk that is getting full: compress what is live, then remove what is oldest, whoever printed
 * it, then what was printed last. Stops as soon as there is enough; says what was lost.
 */
export const relieve = async (
  children: ReadonlyArray<ChildOutput>,
  means: Means,
): Promise<ReadonlyArray<Loss>> => {
  const losses: Array<Loss> = [];
  for (const child of children) {
    if (await means.isEnough()) return losses;
    await compress(child, means);
  }
  const units = children.flatMap((child) => unitsOf(child).map((unit) => ({ child, unit })));
  for (const { child, unit } of units.sort((a, b) => a.unit.newest - b.unit.newest)) {
    if (await means.isEnough()) return losses;
    losses.push(...(await remove(child, unit, means.step)));
  }
  for (const child of children) {
    if (await means.isEnough()) return losses;
    losses.push(...(await removeLive(child, means)));
  }
  return losses;
};

/** Archive what is live; where there is no room for that any more, it stays. */
const compress = async (child: ChildOutput, { giveBack, step, portion }: Means): Promise<void> => {
  const { archive } = child;
  const size = Math.min(portion, child.limits?.maxSize ?? portion);
  for (const { run, stream } of archive.live) {
    if (spaceOf(archive.fileOf(run, stream)) < worthwhile) continue;
    try {
      while (await archiveLive(child, archive.liveOf(run, stream), size, step))
        await giveBack(child, archive.liveOf(run, stream));
    } catch {
      return;
    }
  }
};

const remove = async (
  child: ChildOutput,
  { what, lines }: KeptUnit,
  step: StepObserver,
): Promise<ReadonlyArray<Loss>> =>
  (await forgetFirst(child, what, step)) ? [{ path: child.path, lines }] : [];

/** Remove what is live of runs that go on. */
const removeLive = async (child: ChildOutput, { giveBack, step }: Means): Promise<ReadonlyArray<Loss>> => {
  const losses: Array<Loss> = [];
  for (const live of child.archive.live) {
    const { run, stream, extent } = live;
    if (!extent || spaceOf(child.archive.fileOf(run, stream)) < worthwhile) continue;
    const upTo = child.endOf(run, stream);
    if (!(await forgetFirst(child, { kind: "live", run, stream, upTo }, step))) continue;
    await giveBack(child, child.archive.liveOf(run, stream));
    losses.push({ path: child.path, lines: extent.lines });
  }
  return losses;
};

/**
 * The index can't be written anew on a disk without any room: then an archive's file has to go first. Whether
 * something was removed; what is not in an archive stays as long as there is no room for the index.
 */
const forgetFirst = async (child: ChildOutput, what: Forgettable, step: StepObserver): Promise<boolean> => {
  const tried = (): Promise<boolean> =>
    forget(child, [what], step).then(
      () => true,
      () => false,
    );
  if (await tried()) return true;
  if (what.kind !== "segment") return false;
  child.archive.remove(what.segment);
  await tried();
  return true;
};
