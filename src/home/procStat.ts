import { readFileSync } from "node:fs";

/** The state code of a process (R, S, Z …) and its start time in clock ticks since boot. */
interface ProcStat {
  readonly state: string;
  readonly start: string;
}

/** The fields after the program's name start with the third one (proc_pid_stat(5)), the state. */
const startField = 22 - 3;

/** Null if the system has no /proc, or the process does not exist. */
export const readProcStat = (pid: number): ProcStat | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", start: fields[startField] ?? "" };
  } catch {
    return null;
  }
};

/** A zombie has exited; its parent may never reap it, as in some containers. */
const isDeadState = (letter: string): boolean => letter === "Z" || letter === "X";

/**
 * Whether a process has exited. Without its start time it can't be distinguished from a later process with the same
 * pid.
 */
export const isGone = (pid: number, start?: string | null): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
  }
  const stat = readProcStat(pid);
  return stat !== null && (isDeadState(stat.state) || (typeof start === "string" && stat.start !== start));
};
