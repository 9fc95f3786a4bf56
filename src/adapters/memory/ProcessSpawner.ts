import { Deferred, Effect, Layer } from "effect";
import type { SpawnError } from "../../domain/Errors.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Exit } from "../../domain/tree/Exit.ts";
import {
  type HookEnd,
  type HookRequest,
  type Left,
  ProcessSpawner,
  type RunEnd,
  type RunningProcess,
  type SpawnRequest,
} from "../../ports/machine/ProcessSpawner.ts";

/** A process that exists only in memory, as a script controls it. */
export interface MemoryProcess {
  readonly path: ChildPath;
  readonly run: number;
  readonly pid: number;
  readonly becomeReady: () => void;
  /**
   * End the process, now or at an earlier time, in ms since the epoch. A process ends only once: a second call is
   * ignored.
   */
  readonly exit: (exit: Exit, at?: number) => void;
}

/** How in-memory processes behave at their start, when asked to stop, and when killed. */
export interface MemoryScript {
  /** Fails if the command can't be started; otherwise the process exists and its life begins with this effect. */
  readonly start: (process: MemoryProcess, spec: SpawnRequest["spec"]) => Effect.Effect<void, SpawnError>;
  /** The same for a process of an earlier daemon that is adopted. */
  readonly adopted?: (process: MemoryProcess) => Effect.Effect<void, SpawnError>;
  readonly asked: (process: MemoryProcess, signal: string) => Effect.Effect<void>;
  readonly killed: (process: MemoryProcess) => Effect.Effect<void>;
  /** The end of a hook; by default, each succeeds at once. */
  readonly hook?: (request: HookRequest) => Effect.Effect<HookEnd>;
  /** What is in the way of a start; by default, nothing. */
  readonly inTheWay?: (path: ChildPath) => Effect.Effect<string | null>;
  /** Handles any other signal; by default, the signal ends the process. */
  readonly signalled?: (process: MemoryProcess, signal: string) => Effect.Effect<void>;
}

/** Processes that become ready at once, exit by SIGTERM when asked to stop, and by SIGKILL when killed. */
const obedient: MemoryScript = {
  start: (process) => Effect.sync(process.becomeReady),
  asked: (process) => Effect.sync(() => process.exit({ signal: "SIGTERM" })),
  killed: (process) => Effect.sync(() => process.exit({ signal: "SIGKILL" })),
};

/** The state after an earlier daemon that left nothing behind. */
export const nothingLeft: Left = { lastRuns: new Map(), runs: [], endsBetween: () => [] };

/**
 * A spawner without an operating system, for tests on virtual time and for demonstrations. The effects of the script
 * run concurrently with the tree and may sleep.
 */
export const layer = (
  script: MemoryScript = obedient,
  left: Left = nothingLeft,
): Layer.Layer<ProcessSpawner> =>
  Layer.effect(
    ProcessSpawner,
    Effect.sync(() => {
      let lastPid = 1000;
      return ProcessSpawner.of({
        spawn: ({ path, run, spec }) =>
          Effect.suspend(() =>
            present(script, (process) => script.start(process, spec), { path, run, pid: ++lastPid, spec }),
          ),
        hook: script.hook ?? (() => Effect.succeed({ failure: null, lines: [] })),
        inTheWay: script.inTheWay ?? (() => Effect.succeed(null)),
        halt: Effect.void,
        left: Effect.succeed(left),
        adopt: ({ path, run }, spec) =>
          Effect.suspend(() =>
            present(script, script.adopted ?? (() => Effect.void), { path, run, pid: ++lastPid, spec }),
          ),
      });
    }),
  );

/** A process that exists, after the first effect of its script. */
const present = (
  script: MemoryScript,
  first: (process: MemoryProcess) => Effect.Effect<void, SpawnError>,
  {
    spec,
    ...who
  }: Pick<MemoryProcess, "path" | "run" | "pid"> & { readonly spec: Pick<ProcessSpec, "stopSignal"> },
): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.gen(function* () {
    const now = yield* Effect.clock;
    const ready = yield* Deferred.make<void>();
    const end = yield* Deferred.make<RunEnd>();
    const process: MemoryProcess = {
      ...who,
      becomeReady: () => Deferred.unsafeDone(ready, Effect.void),
      exit: (exit, at = now.unsafeCurrentTimeMillis()) =>
        Deferred.unsafeDone(end, Effect.succeed({ exit, survivors: [], endedAt: at })),
    };
    yield* first(process);
    let { stopSignal } = spec;
    return {
      pid: who.pid,
      ready: Deferred.await(ready),
      end: Deferred.await(end),
      updateSpec: (changed) =>
        Effect.sync(() => {
          stopSignal = changed.stopSignal;
        }),
      ask: Effect.suspend(() => Effect.asVoid(Effect.forkDaemon(script.asked(process, stopSignal)))),
      kill: Effect.asVoid(Effect.forkDaemon(script.killed(process))),
      signal: (name) =>
        script.signalled?.(process, name) ?? Effect.sync(() => process.exit({ signal: name })),
    };
  });
