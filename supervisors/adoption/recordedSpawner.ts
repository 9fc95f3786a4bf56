import { Effect, Layer } from "effect";
import type { RunName } from "../../src/domain/LogLine.ts";
import type { LogLimits } from "../../src/domain/tree/ChildSpec.ts";
import { LogStore } from "../../src/ports/LogStore.ts";
import { ProcessSpawner, type RunningProcess } from "../../src/ports/ProcessSpawner.ts";

/**
 * A spawner that records the output of its runs, both started and adopted: from the first moment on, and completely
 * before the end of the run is reported.
 */
export const layer: Layer.Layer<ProcessSpawner, never, ProcessSpawner | LogStore> = Layer.effect(
  ProcessSpawner,
  Effect.gen(function* () {
    const spawner = yield* ProcessSpawner;
    const logs = yield* LogStore;
    const recorded = (
      { path, run }: RunName,
      limits: LogLimits | undefined,
      process: RunningProcess,
    ): Effect.Effect<RunningProcess> =>
      Effect.gen(function* () {
        const kept = limits === undefined ? {} : { limits };
        yield* logs.track({ path, run, signal: process.signal, ...kept });
        const end = yield* Effect.cached(
          Effect.zipWith(process.end, logs.drained({ path, run }), (ended, { first, last }) => ({
            ...ended,
            output: first === null || last === null ? null : { first, last },
          })),
        );
        const updateSpec = (spec: Parameters<RunningProcess["updateSpec"]>[0]) =>
          Effect.zipRight(
            process.updateSpec(spec),
            logs.track({ path, run, signal: process.signal, limits: spec.logs }),
          );
        return { ...process, end, updateSpec };
      });
    return {
      ...spawner,
      spawn: (request) =>
        Effect.flatMap(spawner.spawn(request), (process) => recorded(request, request.spec.logs, process)),
      adopt: (run, spec) =>
        Effect.flatMap(spawner.adopt(run, spec), (process) => recorded(run, spec.logs, process)),
    };
  }),
);
