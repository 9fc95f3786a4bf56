import { Effect, Layer } from "effect";
import type { RunName } from "../../src/domain/LogLine.ts";
import type { Run } from "../../src/domain/Run.ts";
import type { LogLimits } from "../../src/domain/tree/ChildSpec.ts";
import { ProcessSpawner, type RunningProcess } from "../../src/ports/machine/ProcessSpawner.ts";
import { LogStore, type RunRange } from "../../src/ports/store/LogStore.ts";

/** The output of a run as its history has it. */
const outputIn = ({ first, last }: RunRange): Run["output"] =>
  first === null || last === null ? null : { first, last };

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
          Effect.zipWith(process.end, logs.drained({ path, run }), (ended, range) => ({
            ...ended,
            output: outputIn(range),
          })),
        );
        const updateSpec = (spec: Parameters<RunningProcess["updateSpec"]>[0]) =>
          Effect.zipRight(
            process.updateSpec(spec),
            logs.track({ path, run, signal: process.signal, limits: spec.logs }),
          );
        return { ...process, end, updateSpec };
      });
    /** What a hook prints after the end of its run is recorded once that hook is over. */
    const hook: typeof spawner.hook = (request) =>
      Effect.flatMap(spawner.hook(request), (end) =>
        request.hook !== "after_exit" || end.lines.length === 0
          ? Effect.succeed(end)
          : Effect.map(logs.drained(request), (range) => ({ ...end, output: outputIn(range) })),
      );
    return {
      ...spawner,
      hook,
      spawn: (request) =>
        Effect.flatMap(spawner.spawn(request), (process) => recorded(request, request.spec.logs, process)),
      adopt: (run, spec) =>
        Effect.flatMap(spawner.adopt(run, spec), (process) => recorded(run, spec.logs, process)),
    };
  }),
);
