import { runId } from "../../../../domain/Run.ts";
import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { Left, LeftRun, PastEnd } from "../../../../ports/machine/ProcessSpawner.ts";
import { isRecorded } from "../controlGroup/groupRecord.ts";
import type { SpawnerContext } from "../spawnerContext.ts";
import { type StateOf, statesNow } from "../table/processTable.ts";
import { isStartedWith } from "./fingerprint.ts";
import {
  allRunDirectories,
  endedAt,
  hasSaidReady,
  type RunDirectory,
  readRequest,
  readShimStatus,
  unknownExitReason,
  withdraw,
} from "./runDirectory.ts";

/**
 * What earlier daemons left in the home. Only the newest run of a child can be alive: the next one starts after
 * everything of the one before is gone.
 */
export const leftRuns = async (context: SpawnerContext): Promise<Left> => {
  const { home, boot, startTurns, controlGroups } = context;
  const directories = allRunDirectories(home);
  const stateOf = await statesNow();
  const newest = new Map(directories.map((found) => [found.path, found]));
  const lastRuns = new Map([...newest].map(([path, { run }]) => [path, run]));
  const runs: Array<LeftRun> = [];
  for (const found of newest.values()) {
    // Reading a thousand directories takes longer than the event loop may be held.
    await startTurns.next();
    const left = leftRunIn(found, boot, stateOf);
    if (left) runs.push(left);
  }
  const live = new Set(runs.flatMap(({ path, run, life }) => (life === "live" ? [runId(path, run)] : [])));
  await controlGroups.removeLeft(directories, ({ path, run }) => live.has(runId(path, run)));
  const byPath = new Map<ChildPath, Array<RunDirectory>>();
  for (const found of directories) byPath.set(found.path, [...(byPath.get(found.path) ?? []), found]);
  const endsBetween = (path: ChildPath, after: number, before: number): ReadonlyArray<PastEnd> =>
    (byPath.get(path) ?? [])
      .filter(({ run }) => run > after && run < before)
      .flatMap((found) => pastEndIn(found, context, stateOf));
  return { lastRuns, runs, endsBetween };
};

/** How the run in a directory ended; nothing if it is alive or never began. */
const pastEndIn = (
  found: RunDirectory,
  { boot, controlGroups }: SpawnerContext,
  stateOf: StateOf,
): ReadonlyArray<PastEnd> => {
  const { run, directory } = found;
  const { child, exit } = readShimStatus(directory);
  if (exit)
    return [{ run, exit: controlGroups.recordedLimits(found).explained(exit), endedAt: endedAt(directory) }];
  if (child === null) return [];
  const isOfThisBoot = readRequest(directory)?.boot === boot;
  if (isOfThisBoot && stateOf(child) !== "gone") return [];
  const unknown = isOfThisBoot ? unknownExitReason(directory) : "the machine went down under it";
  return [{ run, exit: { unknown }, endedAt: endedAt(directory) }];
};

/** The run in a directory; null if it never began (and is withdrawn now), or is from before the last boot. */
const leftRunIn = (
  { path, run, directory }: RunDirectory,
  boot: string,
  stateOf: StateOf,
): LeftRun | null => {
  const request = readRequest(directory);
  if (withdraw(directory) || request?.boot !== boot) return null;
  const { shim, child, exit } = readShimStatus(directory);
  const lives = exit === null && [shim, child].some((one) => one !== null && stateOf(one) !== "gone");
  return {
    path,
    run,
    startedAt: Date.parse(request.createdAt),
    life: lives ? "live" : "ended",
    endedAt: exit === null ? null : endedAt(directory),
    hasSaidReady: hasSaidReady(directory),
    // Without a control group, limits can't take effect in place; with one, they are changed in it.
    isAsDeclared: (spec) =>
      isStartedWith(spec, request) && (spec.runLimits === undefined || isRecorded(directory)),
    spec: request.spec,
  };
};
