import { Effect } from "effect";
import type { ServiceSpec } from "../../../domain/ChildSpec.ts";
import type { SpawnError } from "../../../domain/Errors.ts";
import type { LeftRun, RunningProcess } from "../../../ports/ProcessSpawner.ts";
import { Beginning } from "./beginning.ts";
import type { Ground } from "./ground.ts";
import { markOf, runDirectoryOf } from "./runDirectory.ts";
import { systemError } from "./systemError.ts";

/** Take up a run that an earlier daemon has started: listen to its shim, which says whatever is to be known. */
export const adopt = (
  { path, run }: LeftRun,
  { ready, stopSignal }: Pick<ServiceSpec, "ready" | "stopSignal">,
  ground: Ground,
): Effect.Effect<RunningProcess, SpawnError> =>
  Effect.promise(() => ground.beginnings.next()).pipe(
    Effect.andThen(
      Effect.async<RunningProcess, SpawnError>((resume) => {
        const directory = runDirectoryOf(ground.home, path, run);
        const mark = markOf(ground.home, path, run);
        const beginning = new Beginning({ directory, mark, ready, stopSignal }, ground, resume);
        try {
          beginning.watch();
          beginning.takeUp();
        } catch (error) {
          beginning.fail(systemError(error));
        }
      }),
    ),
  );
