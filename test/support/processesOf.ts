import { setTimeout as sleep } from "node:timers/promises";
import { describedProcesses } from "./listedProcesses.ts";

export interface ProcessOf {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/**
 * The processes that have to do with a folder: their command line, environment or working directory names it. So are
 * found a daemon of a home there, its shims and their children, whoever is their parent by now. Zombies have none of
 * the three; without /proc the working directory is not known.
 */
export const processesOf = (folder: string): ReadonlyArray<ProcessOf> =>
  describedProcesses()
    .filter(({ pid, isZombie }) => !isZombie && pid !== process.pid)
    .filter((one) => [one.command, one.environment, one.workingDirectory].join("\0").includes(folder))
    .map(({ pid, parent, command }) => ({ pid, parent, command: command.trim() }));

const kill = (pid: number): void => {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended since.
  }
};

/** End these processes, and whatever they start meanwhile; bounded, because one in an uninterruptible sleep stays. */
export const endProcessesOf = async (
  folder: string,
  isSpared: (found: ProcessOf) => boolean = () => false,
): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(10)) {
    const found = processesOf(folder).filter((one) => !isSpared(one));
    if (found.length === 0) return;
    for (const { pid } of found) kill(pid);
  }
};
