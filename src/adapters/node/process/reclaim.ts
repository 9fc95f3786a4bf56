import { setTimeout as sleep } from "node:timers/promises";
import type { ChildPath } from "../../../domain/ChildPath.ts";
import { groupMembers, isAlive } from "./procfs.ts";
import type { Ground } from "./run.ts";
import { allRunDirectories, markOf, readShimStatus } from "./runDirectory.ts";

interface Reclaimed {
  readonly path: ChildPath;
  readonly run: number;
  readonly pid: number;
}

/**
 * End what a dead daemon of this home has left running: the command by its identity, then everything that
 * carries the run's mark. Returns once it is gone, so that nothing runs twice.
 */
export const reclaim = async ({ home, survey }: Ground): Promise<ReadonlyArray<Reclaimed>> => {
  const unfinished = allRunDirectories(home).flatMap(({ path, run, directory }) => {
    const { child, exit } = readShimStatus(directory);
    return child && exit === null && isAlive(child) ? [{ path, run, child }] : [];
  });
  await Promise.all(
    unfinished.map(async ({ path, run, child }) => {
      const mark = markOf(home, path, run);
      while (isAlive(child) || (await survey.holdersOf(mark)).length > 0) {
        const leader = isAlive(child) ? groupMembers(child.pid) : [];
        for (const pid of [...leader, ...(await survey.holdersOf(mark))]) kill(pid);
        await sleep(20);
      }
    }),
  );
  return unfinished.map(({ path, run, child }) => ({ path, run, pid: child.pid }));
};

const kill = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended between the look and the signal.
  }
};
