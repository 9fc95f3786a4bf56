import { Effect, Layer, Option } from "effect";
import type { SpawnError } from "../../domain/Errors.ts";
import { ProcessSpawner, type RunningProcess, type SpawnRequest } from "../../ports/ProcessSpawner.ts";
import { adopt } from "./process/adopt.ts";
import { Gate } from "./process/gate.ts";
import { prepareGround } from "./process/ground.ts";
import { launch } from "./process/launch.ts";
import { leftRuns } from "./process/leftRuns.ts";

/** Starts at once: enough to keep the processors busy. */
const startsAtOnce = 8;

/** Real processes, each through a shim, with everything that must outlive the daemon under `home`. */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<ProcessSpawner> =>
  Layer.scoped(
    ProcessSpawner,
    Effect.gen(function* () {
      const ground = yield* Effect.promise(() => prepareGround(home));
      yield* Effect.addFinalizer(() => Effect.sync(() => ground.forkServer.close()));
      const gate = new Gate(startsAtOnce);
      let starts: "allowed" | "halted" = "allowed";
      const start = (request: SpawnRequest): Effect.Effect<Option.Option<RunningProcess>, SpawnError> =>
        Effect.suspend(() =>
          starts === "allowed" ? Effect.asSome(launch(request, ground)) : Effect.succeedNone,
        );
      return ProcessSpawner.of({
        spawn: (request) =>
          Effect.flatMap(
            gate.pass(start(request)),
            Option.match({ onNone: () => Effect.never, onSome: Effect.succeed }),
          ),
        halt: Effect.suspend(() => {
          starts = "halted";
          return gate.empty;
        }),
        left: Effect.promise(() => leftRuns(ground)),
        adopt: (run, spec) => adopt(run, spec, ground),
      });
    }),
  );
