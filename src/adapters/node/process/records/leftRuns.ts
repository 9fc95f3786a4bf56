import type { ChildPath } from "../../../../domain/tree/ChildPath.ts";
import type { Left, LeftRun, PastEnd } from "../../../../ports/ProcessSpawner.ts";
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
export const leftRuns = async ({ home, boot, startTurns }: SpawnerContext): Promise<Left> => {
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
  const byPath = new Map<ChildPath, Array<RunDirectory>>();
  for (const found of directories) byPath.set(found.path, [...(byPath.get(found.path) ?? []), found]);
  const endsBetween = (path: ChildPath, after: number, before: number): ReadonlyArray<PastEnd> =>
    (byPath.get(path) ?? [])
      .filter(({ run }) => run > after && run < before)
      .flatMap((found) => pastEndIn(found, boot, stateOf));
  return { lastRuns, runs, endsBetween };
};

/** How the run in a directory ended; nothing if it is alive or never began. */
const pastEndIn = (
  { run, directory }: RunDirectory,
  boot: string,
  stateOf: StateOf,
): ReadonlyArray<PastEnd> => {
  const { child, exit } = readShimStatus(directory);
  if (exit) return [{ run, exit, endedAt: endedAt(directory) }];
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
    isAsDeclared: (spec) => isStartedWith(spec, request),
    spec: request.spec,
  };
};
