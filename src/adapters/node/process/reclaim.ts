import type { ChildPath } from "../../../domain/ChildPath.ts";
import { looks } from "./looks.ts";
import { lifeOf } from "./processTable.ts";
import { allRunDirectories, isOfThisBoot, markOf, readShimStatus, withdraw } from "./runDirectory.ts";
import { killIfAlive } from "./send.ts";
import type { Identity } from "./shimStatus.ts";
import type { Kin, Survey } from "./survey.ts";

interface Reclaimed {
  readonly path: ChildPath;
  readonly run: number;
  readonly pid: number;
}

/** A run that has no end on record. */
interface Unfinished extends Kin {
  readonly path: ChildPath;
  readonly run: number;
  readonly shim: Identity;
}

/** How long to wait for what was killed, in ms. */
const patience = 5_000;

/**
 * End what a dead daemon of this home has left running: leaders by their identity, and everything that
 * belongs to them. Returns once it is gone, so that nothing runs twice. A shim is left to record the end of
 * its command. Runs that no shim had claimed are withdrawn, so that a late one can't start them.
 */
export const reclaim = async (home: string, survey: Survey): Promise<ReadonlyArray<Reclaimed>> => {
  const left = unfinishedRuns(home);
  for (const run of left) survey.follow(run);
  const found = await Promise.all(left.map(async (run) => ((await end(run, survey)) ? [run] : [])));
  for (const run of left) survey.unfollow(run);
  return found.flat().map(({ path, run, leader }) => ({ path, run, pid: leader.pid }));
};

const unfinishedRuns = (home: string): ReadonlyArray<Unfinished> =>
  allRunDirectories(home).flatMap(({ path, run, directory }) => {
    if (withdraw(directory) || !isOfThisBoot(directory)) return [];
    const { shim, child, exit } = readShimStatus(directory);
    if (!shim || !child || exit !== null) return [];
    return [{ path, run, shim, leader: child, mark: markOf(home, path, run) }];
  });

/** Kill all that is left of a run; false when nothing was. */
const end = async ({ shim, ...kin }: Unfinished, survey: Survey): Promise<boolean> => {
  let found = false;
  for await (const _ of looks(patience)) {
    const remnants = (await survey.remnantsOf(kin)).filter(({ pid }) => pid !== shim.pid);
    if (remnants.length === 0 && lifeOf(shim) === "gone") return found;
    found ||= remnants.length > 0;
    for (const remnant of remnants) killIfAlive(remnant);
  }
  return found;
};
