import type { ChildPath } from "../../../domain/ChildPath.ts";
import type { Left, LeftRun, PastEnd } from "../../../ports/ProcessSpawner.ts";
import type { Ground } from "./ground.ts";
import { lifeOf } from "./processTable.ts";
import {
  allRunDirectories,
  endedAt,
  fingerprintOf,
  hasSaidReady,
  type RunDirectory,
  readRequest,
  readShimStatus,
  withdraw,
} from "./runDirectory.ts";

/**
 * What earlier daemons have left under the home. Only the newest run of a child may be alive: the next one is
 * started after everything of the one before is gone.
 */
export const leftRuns = async ({ home, boot, beginnings }: Ground): Promise<Left> => {
  const directories = allRunDirectories(home);
  const newest = new Map(directories.map((found) => [found.path, found]));
  const lastRuns = new Map([...newest].map(([path, { run }]) => [path, run]));
  const runs: Array<LeftRun> = [];
  for (const found of newest.values()) {
    // A thousand directories take longer to read than the event loop may be held.
    await beginnings.next();
    const left = leftRunIn(found, boot);
    if (left) runs.push(left);
  }
  const byPath = new Map<ChildPath, Array<RunDirectory>>();
  for (const found of directories) byPath.set(found.path, [...(byPath.get(found.path) ?? []), found]);
  const endsBetween = (path: ChildPath, after: number, before: number): ReadonlyArray<PastEnd> =>
    (byPath.get(path) ?? [])
      .filter(({ run }) => run > after && run < before)
      .flatMap((found) => pastEndIn(found, boot));
  return { lastRuns, runs, endsBetween };
};

/** How the run in a directory ended: nothing where it lives, or has never begun. */
const pastEndIn = ({ run, directory }: RunDirectory, boot: string): ReadonlyArray<PastEnd> => {
  const { child, exit } = readShimStatus(directory);
  if (exit) return [{ run, exit, endedAt: endedAt(directory) }];
  if (child === null) return [];
  const isOfThisBoot = readRequest(directory)?.boot === boot;
  if (isOfThisBoot && lifeOf(child) !== "gone") return [];
  const unknown = isOfThisBoot ? "the shim that waited for it was killed" : "the machine went down under it";
  return [{ run, exit: { unknown }, endedAt: endedAt(directory) }];
};

/** The run in a directory; null when it has not begun, and never will, or was before the machine was started. */
const leftRunIn = ({ path, run, directory }: RunDirectory, boot: string): LeftRun | null => {
  const request = readRequest(directory);
  if (withdraw(directory) || request?.boot !== boot) return null;
  const { shim, child, exit } = readShimStatus(directory);
  const lives = exit === null && [shim, child].some((one) => one !== null && lifeOf(one) !== "gone");
  return {
    path,
    run,
    startedAt: Date.parse(request.createdAt),
    life: lives ? "live" : "ended",
    endedAt: exit === null ? null : endedAt(directory),
    hasSaidReady: hasSaidReady(directory),
    isAsDeclared: (spec) => fingerprintOf(spec) === request.fingerprint,
    spec: request.spec,
  };
};
