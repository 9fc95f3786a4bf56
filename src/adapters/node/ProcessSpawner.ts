import { Effect, Layer } from "effect";
import { ProcessSpawner } from "../../ports/ProcessSpawner.ts";
import { adopt } from "./process/adopt.ts";
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
      const permits = yield* Effect.makeSemaphore(startsAtOnce);
      return ProcessSpawner.of({
        spawn: (request) => permits.withPermits(1)(launch(request, ground)),
        left: Effect.promise(() => leftRuns(ground)),
        adopt: (run, spec) => adopt(run, spec, ground),
      });
    }),
  );
