import { Effect } from "effect";
import type { SpawnError } from "../../../../domain/Errors.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { LeftRun, RunningProcess } from "../../../../ports/machine/ProcessSpawner.ts";
import { runDirectory } from "../../layout/runDirectories.ts";
import { markOf, readRequest } from "../records/runDirectory.ts";
import { withRunFacts } from "../records/runFacts.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { systemError } from "../systemError.ts";
import { PendingStart } from "./PendingStart.ts";

/** Adopt a run that an earlier daemon started: listen to its shim, and read what it has reported so far. */
export const adopt = (
  { path, run }: LeftRun,
  { ready, stopSignal }: Pick<ProcessSpec, "ready" | "stopSignal">,
  context: SpawnerContext,
): Effect.Effect<RunningProcess, SpawnError> => {
  const directory = runDirectory(context.home, { path, run });
  const mark = markOf(context.home, path, run);
  const limits = context.controlGroups.recordedLimits({ path, run, directory });
  const adopted = Effect.async<RunningProcess, SpawnError>((resume) => {
    const pending = new PendingStart({ directory, limits, mark, ready, stopSignal }, context, resume);
    try {
      pending.watch();
      pending.readShim();
    } catch (error) {
      pending.fail(systemError(error));
    }
  });
  return Effect.promise(() => context.startTurns.next()).pipe(
    Effect.andThen(adopted),
    Effect.map((process) => withRunFacts(process, readRequest(directory) ?? {}, context.parseEnvFile)),
  );
};
