import { mkdirSync, realpathSync } from "node:fs";
import { Effect, Layer } from "effect";
import type { ChildPath } from "../../domain/ChildPath.ts";
import { ProcessSpawner } from "../../ports/ProcessSpawner.ts";
import { originalDescriptorLimit } from "./process/descriptorLimit.ts";
import { FifoPool } from "./process/fifoPool.ts";
import { type Ground, launch } from "./process/launch.ts";
import { findLauncher } from "./process/launcher.ts";
import { reclaim } from "./process/reclaim.ts";
import { allRunDirectories } from "./process/runDirectory.ts";
import { Survey } from "./process/survey.ts";
import { Turns } from "./process/turns.ts";

/** Starts at once: enough to keep the processors busy. */
const startsAtOnce = 8;

const prepareGround = async (home: string): Promise<Ground> => {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // One name, whatever the home was called on the command line: the next daemon looks for it in processes.
  const place = realpathSync(home);
  return {
    home: place,
    launcher: await findLauncher(),
    descriptorLimit: originalDescriptorLimit(),
    fifos: new FifoPool(place),
    survey: new Survey(),
    beginnings: new Turns(),
    endings: new Turns(),
  };
};

const lastRunsOf = (home: string): ReadonlyMap<ChildPath, number> => {
  const last = new Map<ChildPath, number>();
  for (const { path, run } of allRunDirectories(home)) last.set(path, Math.max(run, last.get(path) ?? 0));
  return last;
};

/** Real processes, each through a shim, with everything that must outlive the daemon under `home`. */
export const layer = ({ home }: { readonly home: string }): Layer.Layer<ProcessSpawner> =>
  Layer.effect(
    ProcessSpawner,
    Effect.gen(function* () {
      const ground = yield* Effect.promise(() => prepareGround(home));
      const permits = yield* Effect.makeSemaphore(startsAtOnce);
      return ProcessSpawner.of({
        spawn: (request) => permits.withPermits(1)(launch(request, ground)),
        lastRuns: Effect.sync(() => lastRunsOf(ground.home)),
        reclaim: Effect.promise(() => reclaim(ground.home, ground.survey)),
      });
    }),
  );
