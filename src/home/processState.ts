import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { bySystem } from "../system.ts";
import { psEnvironment } from "./psEnvironment.ts";

/** The system's state code of a process (R, S, Z …), and its start time as the system writes it. */
interface ProcessState {
  readonly state: string;
  readonly start: string;
}

/** The fields after the program's name start with the third one (proc_pid_stat(5)), the state. */
const startField = 22 - 3;

/** The start time is in clock ticks since boot. */
const inProc = (pid: number): ProcessState | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", start: fields[startField] ?? "" };
  } catch {
    return null;
  }
};

/** A line of `ps -o stat= -o lstart=`; null if it has another form. Flags follow the state's letter. */
export const stateIn = (line: string): ProcessState | null => {
  const [, state, start] = /^([A-Z])\S* +(\S.*\d{4}) *$/.exec(line.trimStart()) ?? [];
  return state === undefined || start === undefined ? null : { state, start };
};

/** The start time is a date in UTC. */
const byPs = (pid: number): ProcessState | null => {
  const { stdout } = spawnSync("/bin/ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
    env: psEnvironment,
    encoding: "utf8",
  });
  return stateIn(stdout?.trimEnd() ?? "");
};

/** Null if the process does not exist, or the system does not say. */
export const readProcessState = bySystem<(pid: number) => ProcessState | null>({
  linux: inProc,
  darwin: byPs,
});

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
  const found = readProcessState(pid);
  return found !== null && (isDeadState(found.state) || (typeof start === "string" && found.start !== start));
};
