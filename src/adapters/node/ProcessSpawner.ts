import { Effect, Layer } from "effect";
import type { ChildPath } from "../../domain/ChildPath.ts";
import { ProcessSpawner } from "../../ports/ProcessSpawner.ts";
import { prepareGround } from "./process/ground.ts";
import { launch } from "./process/launch.ts";
import { reclaim } from "./process/reclaim.ts";
import { allRunDirectories } from "./process/runDirectory.ts";

/** Starts at once: enough to keep the processors busy. */
const startsAtOnce = 8;

const lastRunsOf = (home: string): ReadonlyMap<ChildPath, number> => {
  const last = new Map<ChildPath, number>();
  for (const { path, run } of allRunDirectories(home)) last.set(path, Math.max(run, last.get(path) ?? 0));
  return last;
};

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
        lastRuns: Effect.sync(() => lastRunsOf(ground.home)),
        reclaim: Effect.promise(() => reclaim(ground.home, ground.survey)),
      });
    }),
  );
