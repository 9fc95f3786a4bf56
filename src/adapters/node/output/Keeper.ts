import { setImmediate as turnOver } from "node:timers/promises";
import type { LogLimits } from "../../../domain/ChildSpec.ts";
import type { Live } from "./Archive.ts";
import { archiveLive } from "./archiveLive.ts";
import type { ChildOutput } from "./ChildOutput.ts";
import { forget } from "./forget.ts";
import type { GiveBack } from "./GiveBack.ts";
import { bothStreams } from "./place.ts";
import { type Loss, relieve } from "./relieve.ts";
import type { StepObserver } from "./steps.ts";
import { superfluous } from "./superfluous.ts";
import { fixedSpace, tidy, unitsOf, unrecorded } from "./units.ts";

/** How often age is looked at, in ms. */
const ageEvery = 60_000;

/** When to try again what the system refused, in ms. */
const retryAfter = 5_000;

/** After so many runs that have printed nothing their entries are taken out of the index. */
const mostGoneRuns = 1_000;

/**
 * So many children are looked after at once. With one, a hundred that crash each second are beyond their limits by as
 * many runs as a round over all of them takes seconds: what is done waits for the disk most of the time.
 */
const atOnce = 4;

/** After the keeper was closed nobody is to begin any more. */
const never = new Promise<never>(() => undefined);

/** Keeps the children's output within their limits: archives, frees, removes. */
export class Keeper {
  readonly #giveBack: GiveBack;
  readonly #step: StepObserver;
  /** Those that have enough to be archived, and those of whom nothing is known but that something may be due. */
  readonly #full = new Set<ChildOutput>();
  readonly #due = new Set<ChildOutput>();
  /** Whose archives and index are being changed: by one at a time. */
  readonly #inHand = new Set<ChildOutput>();
  readonly #keeping = new Set<Promise<void>>();
  readonly #clock: NodeJS.Timeout;
  /** Of whose ended runs everything is recorded, as far as is known. */
  readonly #caughtUp = new WeakSet<ChildOutput>();
  /** Who is looked at again after a while. */
  readonly #again = new Set<ChildOutput>();
  /** What nobody else may be at work during; null most of the time. */
  #alone: Promise<unknown> | null = null;

  constructor(giveBack: GiveBack, step: StepObserver, everyChild: () => Iterable<ChildOutput>) {
    this.#giveBack = giveBack;
    this.#step = step;
    this.#clock = setInterval(() => {
      for (const child of everyChild()) if (child.limits?.maxAgeMs) this.wake(child);
    }, ageEvery).unref();
  }

  /** A child has printed: archive, if there is enough of it. */
  grown(child: ChildOutput): void {
    const { archive, limits, tracked } = child;
    for (const run of tracked.keys())
      if (bothStreams.some((stream) => isDue(child, archive.liveOf(run, stream), limits)))
        this.#enter(this.#full, child);
  }

  /** A run of a child has ended, and could not be recorded to its end. */
  incomplete(child: ChildOutput): void {
    this.#caughtUp.delete(child);
  }

  /** Look at a child's limits soon. */
  wake(child: ChildOutput): void {
    this.#enter(this.#due, child);
  }

  /** Make room on the disk at these children's expense; nobody else is at work meanwhile. */
  async relieve(
    children: ReadonlyArray<ChildOutput>,
    want: { readonly portion: number; readonly isEnough: () => Promise<boolean> },
  ): Promise<ReadonlyArray<Loss>> {
    while (this.#alone) await this.#alone;
    const work = this.#idle().then(() =>
      relieve(children, { ...want, giveBack: this.#giveBack, step: this.#step }),
    );
    this.#alone = work.catch(() => undefined);
    try {
      return await work;
    } finally {
      if (this.#alone !== never) this.#alone = null;
      for (let keeper = 0; keeper < atOnce; keeper += 1) this.#begin();
    }
  }

  /** Succeeds when what is being done is done; nothing is begun after that. */
  async close(): Promise<void> {
    clearInterval(this.#clock);
    await this.#alone;
    this.#alone = never;
    await this.#idle();
  }

  async #idle(): Promise<void> {
    await Promise.all(this.#keeping);
  }

  #enter(queue: Set<ChildOutput>, child: ChildOutput): void {
    queue.add(child);
    this.#begin();
  }

  #begin(): void {
    if (this.#alone || this.#keeping.size >= atOnce) return;
    const keeping = this.#keepAll().finally(() => {
      this.#keeping.delete(keeping);
      // Somebody may have come just when it had looked for the last time.
      if (this.#nextIn(this.#full) ?? this.#nextIn(this.#due)) this.#begin();
    });
    this.#keeping.add(keeping);
  }

  /** By turns: a round over all takes its time, and in that of a thousand children a loud one would fill the disk. */
  async #keepAll(): Promise<void> {
    let [first, then] = [this.#full, this.#due];
    while (!this.#alone) {
      // A look at a child's files takes a moment, and there may be a thousand children.
      await turnOver();
      const child = this.#nextIn(first) ?? this.#nextIn(then);
      if (!child) return;
      await this.#keepOne(child);
      [first, then] = [then, first];
    }
  }

  #nextIn(queue: ReadonlySet<ChildOutput>): ChildOutput | null {
    for (const child of queue) if (!this.#inHand.has(child)) return child;
    return null;
  }

  async #keepOne(child: ChildOutput): Promise<void> {
    this.#full.delete(child);
    this.#due.delete(child);
    this.#inHand.add(child);
    try {
      await this.#keep(child);
    } catch {
      // The disk is full, or the system short of something: nothing is lost, it only takes its space.
      this.#tryAgain(child);
    } finally {
      this.#inHand.delete(child);
    }
  }

  #tryAgain(child: ChildOutput): void {
    if (this.#again.has(child)) return;
    this.#again.add(child);
    setTimeout(() => {
      this.#again.delete(child);
      this.wake(child);
    }, retryAfter).unref();
  }

  async #keep(child: ChildOutput): Promise<void> {
    const { limits } = child;
    if (!limits) return;
    await this.#catchUp(child);
    await this.#archive(child, limits);
    const gone = superfluous(unitsOf(child), fixedSpace(child), limits, Date.now());
    if (gone.length > 0)
      await forget(
        child,
        gone.map(({ what }) => what),
        this.#step,
      );
    tidy(child);
    if (child.accounts.gone > mostGoneRuns) await forget(child, [], this.#step);
    if (!this.#caughtUp.has(child)) this.#tryAgain(child);
  }

  /** Record what was left of ended runs, without waiting for a disk that is full. */
  async #catchUp(child: ChildOutput): Promise<void> {
    if (this.#caughtUp.has(child)) return;
    for (const run of unrecorded(child)) if (!(await child.drained(run, 0)).complete) return;
    this.#caughtUp.add(child);
  }

  async #archive(child: ChildOutput, limits: LogLimits): Promise<void> {
    for (const { run, stream } of child.archive.live) {
      const live = (): Live => child.archive.liveOf(run, stream);
      const wasArchived =
        isDue(child, live(), limits) && (await archiveLive(child, live(), limits.maxSize, this.#step));
      if (live().from > 0) await this.#giveBack(child, live());
      // One at a time: the others get their turn, however much this one prints.
      if (wasArchived && isDue(child, live(), limits)) this.#enter(this.#full, child);
    }
  }
}

const isDue = (child: ChildOutput, live: Live, limits: LogLimits | null): boolean => {
  if (!limits || !live.extent) return false;
  const isLong = child.endOf(live.run, live.stream) - live.from >= limits.maxSize;
  const isOld = limits.maxAgeMs !== null && live.extent.oldest < Date.now() - limits.maxAgeMs;
  return isLong || (isOld && !child.isEnded(live.run));
};
