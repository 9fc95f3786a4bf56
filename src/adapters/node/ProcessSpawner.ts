import { Effect, Layer, Option } from "effect";
import type { SpawnError } from "../../domain/Errors.ts";
import { CrashPoints } from "../../ports/home/CrashPoints.ts";
import {
  ProcessSpawner,
  type RunningProcess,
  type SpawnRequest,
} from "../../ports/machine/ProcessSpawner.ts";
import { runHook } from "./process/hook/runHook.ts";
import { leftRuns } from "./process/records/leftRuns.ts";
import { Semaphore } from "./process/Semaphore.ts";
import { makeSpawnerContext, type SpawnerOptions } from "./process/spawnerContext.ts";
import { adopt } from "./process/start/adopt.ts";
import { launch } from "./process/start/launch.ts";

/** Concurrent starts: enough to keep the processors busy. */
const maxConcurrentStarts = 8;

/** Real processes, each started through a shim; everything that must outlive the daemon is in the home. */
export const layer = (options: SpawnerOptions): Layer.Layer<ProcessSpawner> =>
  Layer.scoped(
    ProcessSpawner,
    Effect.gen(function* () {
      const crashPoint = yield* CrashPoints;
      const context = yield* Effect.promise(() => makeSpawnerContext(options, crashPoint));
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          context.forkServer.close();
          context.controlGroups.close();
        }),
      );
      const semaphore = new Semaphore(maxConcurrentStarts);
      let starts: "allowed" | "halted" = "allowed";
      const start = (request: SpawnRequest): Effect.Effect<Option.Option<RunningProcess>, SpawnError> =>
        Effect.suspend(() =>
          starts === "allowed" ? Effect.asSome(launch(request, context)) : Effect.succeedNone,
        );
      return ProcessSpawner.of({
        spawn: (request) =>
          Effect.flatMap(
            semaphore.withPermit(start(request)),
            Option.match({ onNone: () => Effect.never, onSome: Effect.succeed }),
          ),
        hook: (request) => runHook(request, context),
        inTheWay: (path, spec) => Effect.promise(() => context.ports.inTheWay(path, spec)),
        halt: Effect.suspend(() => {
          starts = "halted";
          return semaphore.idle;
        }),
        left: Effect.promise(() => leftRuns(context)),
        adopt: (run, spec) => adopt(run, spec, context),
      });
    }),
  );
