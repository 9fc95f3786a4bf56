import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { kernel } from "../../src/system.ts";

/** A process as a test sees it. */
interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  /** It has ended and has not been reaped. */
  readonly isZombie: boolean;
}

/** A process and everything that may name what it has to do with, as far as the system shows it. */
export interface DescribedProcess extends ListedProcess {
  readonly command: string;
  /** Variables and their values; where there is only ps, the command precedes them. */
  readonly environment: string;
  /** Empty where there is only ps. */
  readonly workingDirectory: string;
}

const hasProc = kernel === "linux" && existsSync("/proc/self/stat");

/** Whether the program can know the variables of other processes. */
export const showsEnvironments = hasProc;

const textOf = (read: () => string): string => {
  try {
    return read();
  } catch {
    // It has ended since it was listed, or is another user's.
    return "";
  }
};

const statOf = (pid: number): ListedProcess | null => {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The second field is the command's name, which may contain parentheses and spaces.
  const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === undefined || group === undefined) return null;
  return { pid, parent: Number(parent), group: Number(group), isZombie: /[ZX]/.test(state) };
};

const inProc = (): ReadonlyArray<number> =>
  readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

const columns = ["-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat="];

/** What ps prints; nothing when there is no such process. */
const printed = (...options: ReadonlyArray<string>): ReadonlyArray<string> =>
  textOf(() =>
    execFileSync("/bin/ps", options, {
      encoding: "latin1",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 << 20,
    }),
  )
    .split("\n")
    .filter((line) => line !== "");

const listedIn = (line: string): ListedProcess => {
  const [pid, parent, group, state = ""] = line.trim().split(/ +/);
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    isZombie: state.startsWith("Z"),
  };
};

/** A process; null if there is none with this pid. */
export const listedProcess = (pid: number): ListedProcess | null => {
  if (hasProc) return statOf(pid);
  const [line] = printed("-p", String(pid), ...columns);
  return line === undefined ? null : listedIn(line);
};

/** Whether a process runs; one that waits to be reaped does not. */
export const isRunning = (pid: number): boolean => listedProcess(pid)?.isZombie === false;

const describedInProc = (pid: number): ReadonlyArray<DescribedProcess> => {
  const listed = statOf(pid);
  if (listed === null) return [];
  return [
    {
      ...listed,
      command: textOf(() => readFileSync(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " "),
      environment: textOf(() => readFileSync(`/proc/${pid}/environ`, "utf8")),
      workingDirectory: textOf(() => readlinkSync(`/proc/${pid}/cwd`)),
    },
  ];
};

/** By pid: commands, and the variables after them. */
const environmentsByPs = (): ReadonlyMap<number, string> =>
  new Map(
    printed("-A", "-ww", "-E", "-o", "pid=", "-o", "command=").map((line) => {
      const [, pid, text = ""] = /^ *(\d+) (.*)$/.exec(line) ?? [];
      return [Number(pid), text] as const;
    }),
  );

/** All processes, without their variables: where there is only ps, that is one listing less. */
export const commandLines = (): ReadonlyArray<DescribedProcess> => {
  if (hasProc) return inProc().flatMap(describedInProc);
  return printed("-A", "-ww", ...columns, "-o", "command=").map((line) => {
    const [, listed = "", command = ""] = /^((?: *\S+){4}) (.*)$/.exec(line) ?? [];
    return { ...listedIn(listed), command: command.trim(), environment: "", workingDirectory: "" };
  });
};

/** All processes. */
export const describedProcesses = (): ReadonlyArray<DescribedProcess> => {
  if (hasProc) return inProc().flatMap(describedInProc);
  const environments = environmentsByPs();
  return commandLines().map((one) => ({ ...one, environment: environments.get(one.pid) ?? "" }));
};

/** How many descriptors this process has open. */
export const openDescriptors = (): number => readdirSync("/dev/fd").length;
