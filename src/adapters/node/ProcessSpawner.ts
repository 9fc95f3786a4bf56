import { accessSync, constants } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Effect, Layer } from "effect";
import { ProcessSpawner } from "../../ports/ProcessSpawner.ts";
import { originalDescriptorLimit } from "./process/descriptorLimit.ts";
import { FifoPool } from "./process/fifoPool.ts";
import { reclaim } from "./process/reclaim.ts";
import { type Ground, startRun } from "./process/run.ts";
import { allRunDirectories } from "./process/runDirectory.ts";
import { Survey } from "./process/survey.ts";

/** Starts at once. Node's spawn holds the event loop for about a millisecond; more would add up to a stall. */
const startsAtOnce = 8;

/** dash is small and starts fast, and tells a code from a signal in the words of `jobs`. */
const shell = (): string => {
  try {
    accessSync("/bin/dash", constants.X_OK);
    return "/bin/dash";
  } catch {
    return "/bin/sh";
  }
};

/** Real processes, each through a shim, with everything that must outlive the daemon under `home`. */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<ProcessSpawner> =>
  Layer.effect(
    ProcessSpawner,
    Effect.gen(function* () {
      const permits = yield* Effect.makeSemaphore(startsAtOnce);
      const turn = Effect.promise(() => nextTurn());
      const ground: Ground = {
        home,
        shell: shell(),
        descriptorLimit: originalDescriptorLimit(),
        fifos: new FifoPool(home),
        survey: new Survey(),
      };
      return ProcessSpawner.of({
        spawn: (request) => permits.withPermits(1)(Effect.zipRight(turn, startRun(request, ground))),
        lastRuns: Effect.sync(() => {
          const last = new Map<string, number>();
          for (const { path, run } of allRunDirectories(home))
            last.set(path, Math.max(run, last.get(path) ?? 0));
          return last;
        }),
        reclaim: Effect.promise(() => reclaim(ground)),
      });
    }),
  );
