import { existsSync } from "node:fs";
import { readHolder } from "../home/holder.ts";
import { readProcessState } from "../home/processState.ts";

/** What the system shows of the process of a home's daemon. */
export interface DaemonProcess {
  /** For use in a sentence: `the daemon (pid 4711)`. */
  readonly name: string;
  /** Why it can't answer; null if that can't be seen. */
  readonly cause: string | null;
  /** What the user can do. */
  readonly remedy: string;
}

/** The process states in which it can't answer: proc_pid_stat(5), Linux 2.6.33 or later; macOS's ps(1). */
const blockingStates: Readonly<Record<string, string>> = {
  T: "it is stopped",
  t: "it is stopped by a debugger",
  D: "it is waiting for a disk",
  U: "it is waiting for a disk",
};

/** The pid that the last daemon of a home recorded. */
export const pidOf = (home: string): number | null => readHolder(home)?.pid ?? null;

/** Whether the last daemon of a home was killed: a clean exit removes its record. */
export const wasKilled = (home: string): boolean => existsSync(`${home}/daemon.json`);

const remedyFor = (pid: number, state: string | null): string => {
  if (state === "T") return `\`kill -CONT ${pid}\` continues it`;
  if (state === "t") return "it continues when the debugger lets it";
  return `its children keep running; if it stays unresponsive, \`kill -KILL ${pid}\` ends it, and the next \`sentinel up\` adopts them`;
};

/** Inspect the process of a home's daemon without a request to it. */
export const inspectDaemon = (home: string): DaemonProcess => {
  const pid = pidOf(home);
  if (pid === null)
    return { name: `the daemon in ${home}`, cause: null, remedy: "find its process with `ps`" };
  const state = readProcessState(pid)?.state ?? null;
  return {
    name: `the daemon (pid ${pid})`,
    cause: (state !== null && blockingStates[state]) || null,
    remedy: remedyFor(pid, state),
  };
};
