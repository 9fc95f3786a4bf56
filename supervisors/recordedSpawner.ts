import { Effect, Layer } from "effect";
import { LogStore } from "../src/ports/LogStore.ts";
import { ProcessSpawner } from "../src/ports/ProcessSpawner.ts";

/**
 * A spawner whose runs have their output recorded: noticed from their start, and complete before anybody
 * hears of their end.
 */
export const layer: Layer.Layer<ProcessSpawner, never, ProcessSpawner | LogStore> = Layer.effect(
  ProcessSpawner,
  Effect.gen(function* () {
    const spawner = yield* ProcessSpawner;
    const logs = yield* LogStore;
    return {
      ...spawner,
      spawn: (request) =>
        Effect.gen(function* () {
          const process = yield* spawner.spawn(request);
          yield* logs.track({ ...request, limits: request.spec.logs, signal: process.signal });
          const end = yield* Effect.cached(Effect.tap(process.end, () => logs.drained(request)));
          return { ...process, end };
        }),
    };
  }),
);
