import { setImmediate as turnOver } from "node:timers/promises";
import type { LogLimits } from "../../../../domain/tree/ChildSpec.ts";
import type { CrashPointHook } from "../../../../ports/home/CrashPoints.ts";
import { streams } from "../../layout/runDirectories.ts";
import type { LiveRange } from "../archive/Archive.ts";
import type { ChildOutput } from "../child/ChildOutput.ts";
import { archiveLive } from "./archiveLive.ts";
import { emergencyPurge, type Loss } from "./emergencyPurge.ts";
import type { Reclaim } from "./Reclaim.ts";
import { removeLines } from "./removeLines.ts";
import { fixedSpace, removeEmptyRuns, unitsOf, unrecordedRuns } from "./units.ts";
import { unitsOverLimits } from "./unitsOverLimits.ts";

/** How often the age of output is checked, in ms. */
const ageCheckInterval = 60_000;

/** When to retry what the system refused, in ms. */
const retryAfter = 5_000;

/** After this many runs without output their entries are removed from the index. */
const maxDroppedRuns = 1_000;

/**
 * How many children are processed at once. One at a time, a hundred children that each crash every second would
 * exceed their limits by as many runs as a round over all of them takes seconds; most of the work waits for the disk.
 */
const concurrency = 4;

/** After `close` no work starts any more. */
const closed = new Promise<never>(() => undefined);

/** Enforces the limits of the children's output: archives, reclaims space, removes. */
export class RetentionWorker {
  readonly #reclaim: Reclaim;
  readonly #crashPoint: CrashPointHook;
  /** Children with enough to archive, and children for which anything may be due. */
  readonly #full = new Set<ChildOutput>();
  readonly #due = new Set<ChildOutput>();
  /** Children whose archive and index are being changed, by one worker each. */
  readonly #inProgress = new Set<ChildOutput>();
  readonly #workers = new Set<Promise<void>>();
  readonly #clock: NodeJS.Timeout;
  /** Children whose ended runs are completely recorded, as far as is known. */
  readonly #fullyRecorded = new WeakSet<ChildOutput>();
  /** Children that are retried after a while. */
  readonly #retrying = new Set<ChildOutput>();
  /** Work that excludes all other work; null most of the time. */
  #exclusive: Promise<unknown> | null = null;

  constructor(giveBack: Reclaim, crashPoint: CrashPointHook, everyChild: () => Iterable<ChildOutput>) {
    this.#reclaim = giveBack;
    this.#crashPoint = crashPoint;
    this.#clock = setInterval(() => {
      for (const child of everyChild()) if (child.limits?.maxAgeMs) this.wake(child);
    }, ageCheckInterval).unref();
  }

  /** A child has printed: archive if there is enough. */
  grown(child: ChildOutput): void {
    const { archive, limits, tracked } = child;
    for (const run of tracked.keys())
      if (streams.some((stream) => isDue(child, archive.liveOf(run, stream), limits)))
        this.#enqueue(this.#full, child);
  }

  /** A run of a child has ended and could not be recorded completely. */
  markIncomplete(child: ChildOutput): void {
    this.#fullyRecorded.delete(child);
  }

  /** Check a child's limits soon. */
  wake(child: ChildOutput): void {
    this.#enqueue(this.#due, child);
  }

  /** Free disk space at the expense of these children, while no other work runs. */
  async purge(
    children: ReadonlyArray<ChildOutput>,
    want: { readonly segmentSize: number; readonly isEnough: () => Promise<boolean> },
  ): Promise<ReadonlyArray<Loss>> {
    while (this.#exclusive) await this.#exclusive;
    const work = this.#allIdle().then(() =>
      emergencyPurge(children, { ...want, reclaim: this.#reclaim, crashPoint: this.#crashPoint }),
    );
    this.#exclusive = work.catch(() => undefined);
    try {
      return await work;
    } finally {
      if (this.#exclusive !== closed) this.#exclusive = null;
      for (let worker = 0; worker < concurrency; worker += 1) this.#startWorker();
    }
  }

  /** Succeeds when the current work is done; no more is started. */
  async close(): Promise<void> {
    clearInterval(this.#clock);
    await this.#exclusive;
    this.#exclusive = closed;
    await this.#allIdle();
  }

  async #allIdle(): Promise<void> {
    await Promise.all(this.#workers);
  }

  #enqueue(queue: Set<ChildOutput>, child: ChildOutput): void {
    queue.add(child);
    this.#startWorker();
  }

  #startWorker(): void {
    if (this.#exclusive || this.#workers.size >= concurrency) return;
    const keeping = this.#work().finally(() => {
      this.#workers.delete(keeping);
      // A child may have been enqueued just after the last check.
      if (this.#nextIn(this.#full) ?? this.#nextIn(this.#due)) this.#startWorker();
    });
    this.#workers.add(keeping);
  }

  /**
   * Alternates between the queues: a round over a thousand due children takes a while, in which a fast writer would
   * fill the disk.
   */
  async #work(): Promise<void> {
    let [first, then] = [this.#full, this.#due];
    while (!this.#exclusive) {
      // Checking a child's files takes a moment, and there may be a thousand children.
      await turnOver();
      const child = this.#nextIn(first) ?? this.#nextIn(then);
      if (!child) return;
      await this.#processChild(child);
      [first, then] = [then, first];
    }
  }

  #nextIn(queue: ReadonlySet<ChildOutput>): ChildOutput | null {
    for (const child of queue) if (!this.#inProgress.has(child)) return child;
    return null;
  }

  async #processChild(child: ChildOutput): Promise<void> {
    this.#full.delete(child);
    this.#due.delete(child);
    this.#inProgress.add(child);
    try {
      await this.#enforceLimits(child);
    } catch {
      // The disk is full, or a resource is exhausted: nothing is lost, it only takes its space.
      this.#retryLater(child);
    } finally {
      this.#inProgress.delete(child);
    }
  }

  #retryLater(child: ChildOutput): void {
    if (this.#retrying.has(child)) return;
    this.#retrying.add(child);
    setTimeout(() => {
      this.#retrying.delete(child);
      this.wake(child);
    }, retryAfter).unref();
  }

  async #enforceLimits(child: ChildOutput): Promise<void> {
    const { limits } = child;
    if (!limits) return;
    await this.#recordRemaining(child);
    await this.#archiveAndReclaim(child, limits);
    const excess = unitsOverLimits(unitsOf(child), fixedSpace(child), limits, Date.now());
    if (excess.length > 0)
      await removeLines(
        child,
        excess.map(({ what }) => what),
        this.#crashPoint,
      );
    removeEmptyRuns(child);
    if (child.runLines.droppedCount > maxDroppedRuns) await removeLines(child, [], this.#crashPoint);
    if (!this.#fullyRecorded.has(child)) this.#retryLater(child);
  }

  /** Record the rest of ended runs, without waiting for a full disk. */
  async #recordRemaining(child: ChildOutput): Promise<void> {
    if (this.#fullyRecorded.has(child)) return;
    for (const run of unrecordedRuns(child)) if (!(await child.drained(run, 0)).complete) return;
    this.#fullyRecorded.add(child);
  }

  async #archiveAndReclaim(child: ChildOutput, limits: LogLimits): Promise<void> {
    for (const { run, stream } of child.archive.live) {
      const live = (): LiveRange => child.archive.liveOf(run, stream);
      const wasArchived =
        isDue(child, live(), limits) && (await archiveLive(child, live(), limits.maxSize, this.#crashPoint));
      if (live().from > 0) await this.#reclaim(child, live());
      // One segment at a time, so that other children get their turn.
      if (wasArchived && isDue(child, live(), limits)) this.#enqueue(this.#full, child);
    }
  }
}

const isDue = (child: ChildOutput, live: LiveRange, limits: LogLimits | null): boolean => {
  if (!limits || !live.extent) return false;
  const isLong = child.endOf(live.run, live.stream) - live.from >= limits.maxSize;
  const isOld = limits.maxAgeMs !== null && live.extent.oldest < Date.now() - limits.maxAgeMs;
  return isLong || (isOld && !child.isEnded(live.run));
};
