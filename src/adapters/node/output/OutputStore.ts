import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { type ChildPath, isWithin } from "../../../domain/ChildPath.ts";
import { passing } from "../../../domain/Step.ts";
import type { OutputLag } from "../../../domain/Vitals.ts";
import type { LogQuery, RunName, RunRange, TrackedRun } from "../../../ports/LogStore.ts";
import { pathOf } from "../process/slug.ts";
import { ChildOutput, type SendSignal } from "./ChildOutput.ts";
import { byFreezing } from "./freeze.ts";
import { Keeper } from "./Keeper.ts";
import { lagOf } from "./lag.ts";
import { Pump } from "./Pump.ts";
import { entries } from "./place.ts";
import { byPunching, canPunch } from "./punch.ts";
import type { Loss } from "./relieve.ts";
import { type Space, SpaceWatch } from "./SpaceWatch.ts";
import type { StepObserver } from "./steps.ts";

export interface OutputOptions {
  readonly home: string;
  /** How the space of what is archived is given back; found out by default. */
  readonly space?: "punch" | "freeze";
  /** Who is told each step; by default those who listen to all steps of the daemon. */
  readonly step?: StepObserver;
  /** Bytes that are to be left free on the disk; by default 5 % of it, 500 MB at most. */
  readonly reserve?: number;
  /** How free space is found out; by default by asking the file system of the home. */
  readonly freeSpace?: () => Promise<Space>;
}

const spaceAt = async (directory: string): Promise<Space> => {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, total: blocks * bsize };
};

const inWords = (losses: ReadonlyArray<Loss>): string | null => {
  const lines = new Map<ChildPath, number>();
  for (const loss of losses) lines.set(loss.path, (lines.get(loss.path) ?? 0) + loss.lines);
  const each = [...lines].map(([path, count]) => `${count} lines of ${path}`);
  return each.length === 0 ? null : `removed to make room on the disk: ${each.join(", ")}`;
};

const nothingRecorded: RunRange = { first: null, last: null, lines: 0, complete: false };

/** The output of all children of a home. */
export class OutputStore {
  readonly #home: string;
  readonly #step: StepObserver;
  readonly #pump = new Pump();
  readonly #keeper: Keeper;
  readonly #space: SpaceWatch;
  /** What nobody has heard yet. */
  readonly #alarms: Array<string> = [];
  #alarmed: ((reason: string) => void) | null = null;
  readonly #children = new Map<ChildPath, ChildOutput>();
  readonly #opening = new Map<ChildPath, Promise<ChildOutput>>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #lagsRead = 0;

  constructor(
    { home, step = passing, reserve, freeSpace = () => spaceAt(home) }: OutputOptions,
    space: "punch" | "freeze",
  ) {
    this.#home = home;
    this.#step = step;
    const giveBack = space === "punch" ? byPunching(step) : byFreezing(step);
    this.#keeper = new Keeper(giveBack, step, () => this.#children.values());
    this.#space = new SpaceWatch({
      ...(reserve === undefined ? {} : { reserve }),
      look: freeSpace,
      relieve: async (want) => inWords(await this.#keeper.relieve(await this.#everyChild(), want)),
      alarm: (reason) => this.#alarm(reason),
    });
  }

  /** Whom to tell what people should know. */
  onAlarm(tell: (reason: string) => void): void {
    this.#alarmed = tell;
    for (const reason of this.#alarms.splice(0)) tell(reason);
  }

  static async open(options: OutputOptions): Promise<OutputStore> {
    const directory = join(options.home, "output");
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const space = options.space ?? ((await canPunch(directory)) ? "punch" : "freeze");
    return new OutputStore(options, space);
  }

  /** Changes whenever there are new lines. */
  get version(): number {
    return this.#version;
  }

  /** Call `listener` whenever there are new lines; returns how to stop that. */
  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  track({ path, run, limits }: TrackedRun, signal: SendSignal): Promise<void> {
    return this.#unlessRefused(path, undefined, (child) => {
      child.track(run, signal, limits);
      this.#keeper.wake(child);
    });
  }

  drained({ path, run }: RunName): Promise<RunRange> {
    return this.#unlessRefused(path, nothingRecorded, async (child) => {
      const range = await child.drained(run);
      if (!range.complete) this.#keeper.incomplete(child);
      this.#keeper.wake(child);
      return range;
    });
  }

  /** The children that a query is about, as far as something is known of them now. */
  known({ within }: LogQuery): ReadonlyArray<ChildOutput> {
    return [...this.#children.values()].filter(({ path }) =>
      within.some((ancestor) => isWithin(ancestor, path)),
    );
  }

  /** The same, with what earlier daemons knew and what was printed up to this moment. */
  async children(query: LogQuery): Promise<ReadonlyArray<ChildOutput>> {
    for (const path of query.within) if (ChildOutput.isKnown(this.#home, path)) await this.#child(path);
    const found = this.known(query);
    for (const child of found) child.lookAgain();
    return found;
  }

  /** How far the reading of the children's files is behind what they have printed. */
  lag(): OutputLag {
    this.#lagsRead += 1;
    return lagOf(this.#children.values(), this.#lagsRead);
  }

  async close(): Promise<void> {
    this.#pump.close();
    for (const child of this.#children.values()) child.close();
    await this.#space.close();
    await this.#keeper.close();
  }

  /**
   * A child is supervised even where its output can't be recorded, for want of room or descriptors: its files stay,
   * and what they hold is found when it is tried again.
   */
  async #unlessRefused<Result>(
    path: ChildPath,
    otherwise: Result,
    use: (child: ChildOutput) => Promise<Result> | Result,
  ): Promise<Result> {
    try {
      return await use(await this.#child(path));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#alarm(`the output of ${path} can't be recorded now: ${why}`);
      return otherwise;
    }
  }

  #alarm(reason: string): void {
    if (this.#alarmed) this.#alarmed(reason);
    else this.#alarms.push(reason);
  }

  /** Also those that no daemon of today has run; without those that can't be opened now. */
  async #everyChild(): Promise<ReadonlyArray<ChildOutput>> {
    const slugs = entries(join(this.#home, "output"));
    const opened = await Promise.allSettled(slugs.map(async (slug) => this.#child(pathOf(slug))));
    return opened.flatMap((child) => (child.status === "fulfilled" ? [child.value] : []));
  }

  async #child(path: ChildPath): Promise<ChildOutput> {
    const known = this.#children.get(path);
    if (known) return known;
    const opening = this.#opening.get(path) ?? this.#open(path);
    this.#opening.set(path, opening);
    return opening.finally(() => this.#opening.delete(path));
  }

  async #open(path: ChildPath): Promise<ChildOutput> {
    const child = await ChildOutput.open(path, {
      home: this.#home,
      pump: this.#pump,
      grown: (grown, bytes) => this.#grown(grown, bytes),
      refused: () => this.#space.check(),
      step: this.#step,
    });
    this.#children.set(path, child);
    return child;
  }

  #grown(child: ChildOutput, bytes: number): void {
    this.#space.printed(bytes);
    this.#version += 1;
    this.#keeper.grown(child);
    for (const listener of [...this.#listeners]) listener();
  }
}
