import { mkdirSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { RunName } from "../../../domain/LogLine.ts";
import { type ChildPath, isWithin } from "../../../domain/tree/ChildPath.ts";
import type { OutputLag } from "../../../domain/view/DaemonStats.ts";
import { errorCode } from "../../../home/folders.ts";
import type { CrashPointHook } from "../../../ports/home/CrashPoints.ts";
import type { LogQuery, RunRange, TrackedRun } from "../../../ports/store/LogStore.ts";
import { entriesIn } from "../layout/runDirectories.ts";
import { pathOf } from "../layout/slug.ts";
import { ChildOutput, type SendSignal } from "./child/ChildOutput.ts";
import { lagOf } from "./child/lag.ts";
import type { Loss } from "./retention/emergencyPurge.ts";
import { type DiskSpace, FreeSpaceMonitor } from "./retention/FreeSpaceMonitor.ts";
import { reclaimByFreezing } from "./retention/freeze.ts";
import { canPunch, reclaimByPunching } from "./retention/punch.ts";
import { RetentionWorker } from "./retention/RetentionWorker.ts";
import { Pump } from "./tail/Pump.ts";

export interface OutputOptions {
  readonly home: string;
  /** How the space of archived output is reclaimed; probed by default. */
  readonly space?: "punch" | "freeze";
  /** Bytes to keep free on the disk; by default 5 % of it, at most 500 MB. */
  readonly reserve?: number;
  /** Reads the free space; by default of the home's file system. */
  readonly freeSpace?: () => Promise<DiskSpace>;
}

const spaceAt = async (directory: string): Promise<DiskSpace> => {
  const { bavail, blocks, bsize } = await statfs(directory);
  return { free: bavail * bsize, total: blocks * bsize };
};

const describeLosses = (losses: ReadonlyArray<Loss>): string | null => {
  const lines = new Map<ChildPath, number>();
  for (const loss of losses) lines.set(loss.path, (lines.get(loss.path) ?? 0) + loss.lines);
  const each = [...lines].map(([path, count]) => `${count} lines of ${path}`);
  return each.length === 0 ? null : `removed to make room on the disk: ${each.join(", ")}`;
};

const nothingRecorded: RunRange = { first: null, last: null, lines: 0, complete: false };

/** The output of all children of a home. */
export class OutputStore {
  readonly #home: string;
  readonly #crashPoint: CrashPointHook;
  readonly #pump = new Pump();
  readonly #retention: RetentionWorker;
  readonly #freeSpace: FreeSpaceMonitor;
  /** Alarms from before there was a listener. */
  readonly #alarms: Array<string> = [];
  #alarmListener: ((reason: string) => void) | null = null;
  readonly #children = new Map<ChildPath, ChildOutput>();
  readonly #opening = new Map<ChildPath, Promise<ChildOutput>>();
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #lagsRead = 0;

  constructor(
    { home, reserve, freeSpace = () => spaceAt(home) }: OutputOptions,
    space: "punch" | "freeze",
    crashPoint: CrashPointHook,
  ) {
    this.#home = home;
    this.#crashPoint = crashPoint;
    const giveBack = space === "punch" ? reclaimByPunching(crashPoint) : reclaimByFreezing(crashPoint);
    this.#retention = new RetentionWorker(giveBack, crashPoint, () => this.#children.values());
    this.#freeSpace = new FreeSpaceMonitor({
      ...(reserve === undefined ? {} : { reserve }),
      readSpace: freeSpace,
      purge: async (want) => describeLosses(await this.#retention.purge(await this.#allChildren(), want)),
      alarm: (reason) => this.#alarm(reason),
    });
  }

  /** Set the listener for alarms; it also gets those raised before. */
  onAlarm(tell: (reason: string) => void): void {
    this.#alarmListener = tell;
    for (const reason of this.#alarms.splice(0)) tell(reason);
  }

  static async open(options: OutputOptions, crashPoint: CrashPointHook): Promise<OutputStore> {
    const directory = join(options.home, "output");
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const space = options.space ?? ((await canPunch(directory)) ? "punch" : "freeze");
    return new OutputStore(options, space, crashPoint);
  }

  /** Changes whenever there are new lines. */
  get version(): number {
    return this.#version;
  }

  /** Call `listener` whenever there are new lines; returns a function that removes it. */
  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  track({ path, run, limits }: TrackedRun, signal: SendSignal): Promise<void> {
    return this.#orAlarm(path, undefined, (child) => {
      child.track(run, signal, limits);
      this.#retention.wake(child);
    });
  }

  drained({ path, run }: RunName): Promise<RunRange> {
    return this.#orAlarm(path, nothingRecorded, async (child) => {
      const range = await child.drained(run);
      if (!range.complete) this.#retention.markIncomplete(child);
      this.#retention.wake(child);
      return range;
    });
  }

  /** The children that a query selects, of those that are open. */
  openChildren({ within }: LogQuery): ReadonlyArray<ChildOutput> {
    return [...this.#children.values()].filter(({ path }) =>
      within.some((ancestor) => isWithin(ancestor, path)),
    );
  }

  /** The children that a query selects, opened if need be, with everything printed up to now recorded. */
  async loadChildren(query: LogQuery): Promise<ReadonlyArray<ChildOutput>> {
    for (const path of query.within) if (ChildOutput.isKnown(this.#home, path)) await this.#child(path);
    const found = this.openChildren(query);
    for (const child of found) this.#putBack(child).readNow();
    return found;
  }

  /** How far recording is behind what the children have printed. */
  lag(): OutputLag {
    this.#lagsRead += 1;
    for (const child of this.#children.values()) this.#putBack(child);
    return lagOf(this.#children.values(), this.#lagsRead);
  }

  async close(): Promise<void> {
    this.#pump.close();
    for (const child of this.#children.values()) child.close();
    await this.#freeSpace.close();
    await this.#retention.close();
  }

  /**
   * A child is supervised even when its output can't be recorded, for lack of space or descriptors: its files stay,
   * and the next attempt records what they hold.
   */
  async #orAlarm<Result>(
    path: ChildPath,
    otherwise: Result,
    use: (child: ChildOutput) => Promise<Result> | Result,
  ): Promise<Result> {
    try {
      return await use(await this.#child(path));
    } catch (error) {
      this.#alarm(`the output of ${path} can't be recorded now: ${this.#describe(error)}`);
      return otherwise;
    }
  }

  #describe(error: unknown): string {
    if (errorCode(error) === "EXDEV")
      return `${this.#home}/output is on another disk than ${this.#home}/runs, and the files of a run are in both; mount the whole home instead`;
    return error instanceof Error ? error.message : String(error);
  }

  #alarm(reason: string): void {
    if (this.#alarmListener) this.#alarmListener(reason);
    else this.#alarms.push(reason);
  }

  /** All children with output, including those that this daemon never ran, except those that can't be opened now. */
  async #allChildren(): Promise<ReadonlyArray<ChildOutput>> {
    const slugs = entriesIn(join(this.#home, "output"));
    const opened = await Promise.allSettled(slugs.map(async (slug) => this.#child(pathOf(slug))));
    return opened.flatMap((child) => (child.status === "fulfilled" ? [child.value] : []));
  }

  async #child(path: ChildPath): Promise<ChildOutput> {
    const known = this.#children.get(path);
    if (known) return this.#putBack(known);
    const opening = this.#opening.get(path) ?? this.#open(path);
    this.#opening.set(path, opening);
    return opening.finally(() => this.#opening.delete(path));
  }

  #putBack(child: ChildOutput): ChildOutput {
    try {
      child.putBack();
    } catch {
      // The disk is full, or can't be written: it is tried again.
    }
    return child;
  }

  async #open(path: ChildPath): Promise<ChildOutput> {
    const child = await ChildOutput.open(path, {
      home: this.#home,
      pump: this.#pump,
      onGrowth: (grown, bytes) => this.#grown(grown, bytes),
      onPending: () => this.#notifyListeners(),
      onRefused: () => this.#freeSpace.check(),
      onLost: (what) => this.#alarm(what),
      crashPoint: this.#crashPoint,
    });
    this.#children.set(path, child);
    return child;
  }

  #grown(child: ChildOutput, bytes: number): void {
    this.#freeSpace.printed(bytes);
    this.#retention.grown(child);
    this.#notifyListeners();
  }

  #notifyListeners(): void {
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
