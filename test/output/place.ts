import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Chunk, Context, Effect, Exit, Fiber, Layer, Scope, Stream } from "effect";
import { onTestFinished } from "vitest";
import { layer } from "../../src/adapters/node/LogStore.ts";
import { slugOf } from "../../src/adapters/node/layout/slug.ts";
import type { OutputOptions } from "../../src/adapters/node/output/OutputStore.ts";
import type { LogLine, Place as Position, RunName } from "../../src/domain/LogLine.ts";
import type { LogLimits } from "../../src/domain/tree/ChildSpec.ts";
import type { OutputLag } from "../../src/domain/view/DaemonStats.ts";
import { type CrashPointHook, CrashPoints, noCrashPoints } from "../../src/ports/home/CrashPoints.ts";
import { type LogQuery, LogStore } from "../../src/ports/store/LogStore.ts";

type Store = Context.Tag.Service<typeof LogStore>;

/** A store as a test uses it. */
export interface Opened {
  readonly store: Store;
  /** `group`: the process group of the run, which is suspended where no holes can be punched. */
  readonly track: (run: RunName, limits?: Partial<LogLimits>, group?: number) => Promise<void>;
  readonly drained: (
    run: RunName,
  ) => ReturnType<typeof Effect.runPromise<Effect.Effect.Success<ReturnType<Store["drained"]>>, never>>;
  readonly read: (query?: Partial<LogQuery>) => Promise<ReadonlyArray<LogLine>>;
  /** Lines as they come; `stop` ends it. */
  readonly follow: (query?: Partial<LogQuery>) => {
    readonly lines: ReadonlyArray<LogLine>;
    readonly stop: () => Promise<void>;
  };
  /** The same, from where somebody was, with the places. */
  readonly followFrom: (places: Readonly<Record<string, number>> | null) => {
    readonly found: ReadonlyArray<LogLine | Position>;
    readonly stop: () => Promise<void>;
  };
  readonly lag: () => Promise<OutputLag>;
  /** What was said about the disk. */
  readonly alarms: ReadonlyArray<string>;
  readonly close: () => Promise<void>;
}

type StoreOptions = OutputOptions & { readonly crashPoint?: CrashPointHook };

/** A home with the files that runs write to. */
export interface Place {
  readonly home: string;
  /** Make the directory of a run, as the spawner does. */
  readonly make: (run: RunName) => string;
  /** What a run prints, written by the test itself. */
  readonly print: (run: RunName, stream: "out" | "err", text: string | Buffer) => void;
  /** A shell that prints to the files of a run. */
  readonly program: (
    run: RunName,
    script: string,
  ) => { /** The number of its process group. */ readonly group: number; readonly end: Promise<void> };
  readonly open: (options?: Omit<StoreOptions, "home">) => Promise<Opened>;
}

const customaryLimits: LogLimits = { maxSize: 20e6, maxAgeMs: null, maxFiles: 10, maxTotal: 1e9 };

const openStore = async ({ crashPoint = noCrashPoints, ...options }: StoreOptions): Promise<Opened> => {
  const scope = Effect.runSync(Scope.make());
  const storeLayer = Layer.provide(layer(options), Layer.succeed(CrashPoints, crashPoint));
  const context = await Effect.runPromise(Layer.build(storeLayer).pipe(Scope.extend(scope)));
  const store = Context.get(context, LogStore);
  const alarms: Array<string> = [];
  const listen = Stream.runForEach(store.alarms, (reason) => Effect.sync(() => alarms.push(reason)));
  await Effect.runPromise(Effect.forkIn(listen, scope));
  const everything: LogQuery = { within: [""] };
  return {
    store,
    track: (run, limits = {}, group) => {
      const signal = (name: "SIGSTOP" | "SIGCONT") =>
        Effect.sync(() => {
          // A file that is truncated while its program prints has lines too few or twice.
          if (group === undefined)
            throw new Error(`${name}: the test has named no process group of ${run.path}`);
          process.kill(-group, name);
        });
      return Effect.runPromise(store.track({ ...run, limits: { ...customaryLimits, ...limits }, signal }));
    },
    drained: (run) => Effect.runPromise(store.drained(run)),
    read: (query = {}) =>
      Effect.runPromise(
        Effect.map(Stream.runCollect(store.read({ ...everything, ...query })), Chunk.toReadonlyArray),
      ),
    follow: (query = {}) => {
      const lines: Array<LogLine> = [];
      const stream = store.follow({ ...everything, ...query });
      const fiber = Effect.runFork(Stream.runForEach(stream, (line) => Effect.sync(() => lines.push(line))));
      return { lines, stop: () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber))) };
    },
    followFrom: (places) => {
      const found: Array<LogLine | Position> = [];
      const stream = store.followFrom(places && new Map(Object.entries(places)), everything);
      const fiber = Effect.runFork(Stream.runForEach(stream, (one) => Effect.sync(() => found.push(one))));
      return { found, stop: () => Effect.runPromise(Effect.asVoid(Fiber.interrupt(fiber))) };
    },
    lag: () => Effect.runPromise(store.lag),
    alarms,
    close: () => Effect.runPromise(Scope.close(scope, Exit.void)),
  };
};

const killGroup = (group: number): void => {
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
};

/** Run a test in a home of its own; nothing that it has started or written is left behind. */
export const inPlace = async (
  body: (place: Place) => Promise<void>,
  home = mkdtempSync(join(tmpdir(), "sentinel-output-")),
): Promise<void> => {
  const stores: Array<Opened> = [];
  const programs: Array<ReturnType<Place["program"]>> = [];
  const directory = ({ path, run }: RunName): string => join(home, "runs", slugOf(path), String(run));
  const make = (run: RunName): string => {
    mkdirSync(directory(run), { recursive: true });
    for (const name of ["out", "err"]) closeSync(openSync(join(directory(run), name), "a"));
    return directory(run);
  };
  const program = (run: RunName, script: string): ReturnType<Place["program"]> => {
    const [out, err] = ["out", "err"].map((name) => openSync(join(directory(run), name), "a"));
    const child = spawn("/bin/sh", ["-c", script], { stdio: ["ignore", out, err], detached: true });
    for (const descriptor of [out, err]) closeSync(descriptor ?? -1);
    const started = { group: child.pid ?? 0, end: once(child, "exit").then(() => undefined) };
    programs.push(started);
    // Also if the test gives up waiting for it.
    onTestFinished(() => killGroup(started.group));
    return started;
  };
  try {
    await body({
      home,
      make,
      print: (run, stream, text) => appendFileSync(join(directory(run), stream), text),
      program,
      open: async (options = {}) => {
        const opened = await openStore({ home, ...options });
        stores.push(opened);
        return opened;
      },
    });
  } finally {
    for (const { group } of programs) killGroup(group);
    await Promise.all(programs.map(({ end }) => end));
    await Promise.all(stores.map(({ close }) => close()));
    rmSync(home, { recursive: true, force: true });
  }
};

/** The texts of lines. */
export const texts = (lines: ReadonlyArray<LogLine>): ReadonlyArray<string> => lines.map(({ text }) => text);

/** The numbers from 1 to `last`. */
export const upTo = (last: number): ReadonlyArray<number> =>
  Array.from({ length: last }, (_, index) => index + 1);
