import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessOf {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

const valueOr = <A>(otherwise: A, read: () => A): A => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

const parentOf = (pid: string): number => {
  const stat = valueOr("", () => readFileSync(`/proc/${pid}/stat`, "latin1"));
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
};

const readProcess = (pid: string) => {
  const command = valueOr("", () => readFileSync(`/proc/${pid}/cmdline`, "utf8"));
  const environment = valueOr("", () => readFileSync(`/proc/${pid}/environ`, "utf8"));
  const workingDirectory = valueOr("", () => readlinkSync(`/proc/${pid}/cwd`));
  return { command, mentioned: `${command}\0${environment}\0${workingDirectory}` };
};

/**
 * The processes that have to do with a folder: their command line, environment or working directory names it. So are
 * found a daemon of a home there, its shims and their children, whoever is their parent by now. Zombies have none of
 * the three; without /proc none is found.
 */
export const processesOf = (folder: string): ReadonlyArray<ProcessOf> =>
  valueOr<ReadonlyArray<string>>([], () => readdirSync("/proc"))
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const { command, mentioned } = readProcess(pid);
      if (!mentioned.includes(folder)) return [];
      return [{ pid: Number(pid), parent: parentOf(pid), command: command.replaceAll("\0", " ").trim() }];
    });

/** End these processes, and whatever they start meanwhile; bounded, because one in an uninterruptible sleep stays. */
export const endProcessesOf = async (
  folder: string,
  isSpared: (found: ProcessOf) => boolean = () => false,
): Promise<void> => {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(10)) {
    const found = processesOf(folder).filter((one) => !isSpared(one));
    if (found.length === 0) return;
    for (const { pid } of found) valueOr(false, () => process.kill(pid, "SIGKILL"));
  }
};
