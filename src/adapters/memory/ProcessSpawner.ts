import { Deferred, Effect, Layer } from "effect";
import type { SpawnError } from "../../domain/Errors.ts";
import type { ChildPath } from "../../domain/tree/ChildPath.ts";
import type { ProcessSpec } from "../../domain/tree/ChildSpec.ts";
import type { Exit } from "../../domain/tree/Exit.ts";
import {
  type Left,
  ProcessSpawner,
  type RunEnd,
  type RunningProcess,
  type SpawnRequest,
} from "../../ports/ProcessSpawner.ts";

/** A process that exists only in memory, and what a script can do to it. */
export interface MemoryProcess {
  readonly path: ChildPath;
  readonly run: number;
  readonly pid: number;
  readonly becomeReady: () => void;
  /** End it, now or at a time before, ms since the epoch. A second end is ignored, as a process ends once. */
  readonly exit: (exit: Exit, at?: number) => void;
}

/** How in-memory processes behave: what a start comes to, and what they do when asked and when killed. */
export interface MemoryScript {
  /** Fails for a command that can't be started; otherwise the process exists and the effect goes on with it. */
  readonly start: (process: MemoryProcess, spec: SpawnRequest["spec"]) => Effect.Effect<void, SpawnError>;
  /** What one does that an earlier daemon is said to have left. */
  readonly adopted?: (process: MemoryProcess) => Effect.Effect<void, SpawnError>;
  readonly asked: (process: MemoryProcess, signal: string) => Effect.Effect<void>;
  readonly killed: (process: MemoryProcess) => Effect.Effect<void>;
  /** What a signal does that is neither of these; ends it where nothing is said. */
  readonly signalled?: (process: MemoryProcess, signal: string) => Effect.Effect<void>;
}

/** Processes that become ready at once, end by SIGTERM when asked and by SIGKILL when killed. */
const obedient: MemoryScript = {
  start: (process) => Effect.sync(process.becomeReady),
  asked: (process) => Effect.sync(() => process.exit({ signal: "SIGTERM" })),
  killed: (process) => Effect.sync(() => process.exit({ signal: "SIGKILL" })),
};

/** Nothing that an earlier daemon has left. */
export const nothingLeft: Left = { lastRuns: new Map(), runs: [], endsBetween: () => [] };

/**
 * A spawner without an operating system, for tests on virtual time and for demonstrations. Effects of the
 * script run beside the tree and may sleep.
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
        halt: Effect.void,
        left: Effect.succeed(left),
        adopt: ({ path, run }, spec) =>
          Effect.suspend(() =>
            present(script, script.adopted ?? (() => Effect.void), { path, run, pid: ++lastPid, spec }),
          ),
      });
    }),
  );

/** A process that is there now, and has done what the script has it do first. */
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
