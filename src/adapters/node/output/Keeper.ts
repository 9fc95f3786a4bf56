import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { LogLimits } from "../../../domain/ChildSpec.ts";
import type { Live } from "./Archive.ts";
import { archiveLive } from "./archiveLive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { type Forgettable, forget, removeFiles } from "./forget.ts";
import { readOrigin } from "./origin.ts";
import { bothStreams } from "./place.ts";
import { spaceOf } from "./Segment.ts";
import type { StepObserver } from "./steps.ts";
import { superfluous, type Unit } from "./superfluous.ts";

/** How often age is looked at, in ms. */
const ageEvery = 60_000;

/** When to try again what the system refused, in ms. */
const retryAfter = 5_000;

/** Frees the space of what is archived of a live stream. */
export type GiveBack = (child: ChildOutput, live: Live) => Promise<void>;

/** Keeps the children's output within their limits: archives, frees, removes. One child at a time. */
export class Keeper {
  readonly #giveBack: GiveBack;
  readonly #step: StepObserver;
  readonly #due = new Set<ChildOutput>();
  readonly #clock: NodeJS.Timeout;
  #work: Promise<void> | null = null;

  constructor(giveBack: GiveBack, step: StepObserver, everyChild: () => Iterable<ChildOutput>) {
    this.#giveBack = giveBack;
    this.#step = step;
    this.#clock = setInterval(() => {
      for (const child of everyChild()) if (child.limits?.maxAgeMs) this.wake(child);
    }, ageEvery).unref();
  }

  /** A child has printed: archive, if there is enough of it. */
  grown(child: ChildOutput): void {
    if (child.limits && child.archive.live.some((live) => isDue(child, live, child.limits))) this.wake(child);
  }

  /** Look at a child's limits soon. */
  wake(child: ChildOutput): void {
    this.#due.add(child);
    this.#work ??= this.#keepAll().finally(() => {
      this.#work = null;
    });
  }

  /** Succeeds when what is being done is done; nothing is begun after that. */
  async close(): Promise<void> {
    clearInterval(this.#clock);
    this.#due.clear();
    await this.#work;
  }

  async #keepAll(): Promise<void> {
    for (const child of this.#due) {
      this.#due.delete(child);
      try {
        await this.#keep(child);
      } catch {
        // The disk is full, or the system short of something: nothing is lost, it only takes its space.
        setTimeout(() => this.wake(child), retryAfter).unref();
      }
    }
  }

  async #keep(child: ChildOutput): Promise<void> {
    const { limits } = child;
    if (!limits) return;
    await this.#archive(child, limits);
    const units = unitsOf(child);
    const others = spaceOf(join(child.directory, "index")) + liveSpace(child);
    const gone = superfluous(units, others, limits, Date.now());
    if (gone.length > 0)
      await forget(
        child,
        gone.map(({ what }) => what),
        this.#step,
      );
    tidy(child);
  }

  async #archive(child: ChildOutput, limits: LogLimits): Promise<void> {
    for (const { run, stream } of child.archive.live) {
      const live = (): Live => child.archive.liveOf(run, stream);
      let more = isDue(child, live(), limits);
      while (more)
        more = (await archiveLive(child, live(), limits.maxSize, this.#step)) && isDue(child, live(), limits);
      await this.#giveBack(child, live());
    }
  }
}

const isDue = (child: ChildOutput, live: Live, limits: LogLimits | null): boolean => {
  if (!limits || !live.extent) return false;
  const isLong = child.endOf(live.run, live.stream) - live.from >= limits.maxSize;
  const isOld = limits.maxAgeMs !== null && live.extent.oldest < Date.now() - limits.maxAgeMs;
  return isLong || (isOld && !child.isEnded(live.run));
};

type KeptUnit = Unit & { readonly what: Forgettable };

/** Bytes that the files of a run's streams take. */
const runSpace = ({ archive }: ChildOutput, run: number): number =>
  bothStreams.reduce((sum, stream) => sum + spaceOf(archive.fileOf(run, stream)), 0);

/** Bytes of the runs that go on. */
const liveSpace = (child: ChildOutput): number =>
  child.archive.runs.filter((run) => !child.isEnded(run)).reduce((sum, run) => sum + runSpace(child, run), 0);

/** What can be removed: archives, and the files of runs that have ended. */
const unitsOf = (child: ChildOutput): ReadonlyArray<KeptUnit> => {
  const { archive } = child;
  const segments = archive.segments.flatMap((segment): ReadonlyArray<KeptUnit> => {
    const what = { kind: "segment", segment } as const;
    return segment.extent ? [{ ...segment.extent, bytes: spaceOf(segment.file), what }] : [];
  });
  const ended = archive.runs.filter((run) => child.isEnded(run));
  const runs = ended.flatMap((run): ReadonlyArray<KeptUnit> => {
    const extents = bothStreams.flatMap((stream) => archive.liveOf(run, stream).extent ?? []);
    if (extents.length === 0) return [];
    const lastSeq = Math.max(...extents.map((extent) => extent.lastSeq));
    const newest = Math.max(...extents.map((extent) => extent.newest));
    return [{ lastSeq, newest, bytes: runSpace(child, run), what: { kind: "run", run } }];
  });
  return [...segments, ...runs];
};

/** Whether nothing that a run has printed is still to be recorded. */
const isRecorded = (child: ChildOutput, run: number): boolean =>
  bothStreams.every((stream) => {
    const file = child.archive.fileOf(run, stream);
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    return size + readOrigin(file).shift <= child.endOf(run, stream);
  });

/** Remove what is left of ended runs of which nothing is kept, whoever was killed before it came to that. */
const tidy = (child: ChildOutput): void => {
  const { archive, directory } = child;
  for (const run of archive.runs) {
    const isKept = bothStreams.some((stream) => archive.liveOf(run, stream).extent !== null);
    if (isKept || !child.isEnded(run)) continue;
    if (runSpace(child, run) > 0 && isRecorded(child, run)) removeFiles(child, run);
    const hasSegments = archive.segments.some((segment) => segment.run === run);
    if (!hasSegments && !child.mayComeBack(run)) rmSync(join(directory, String(run)), { recursive: true });
  }
};
