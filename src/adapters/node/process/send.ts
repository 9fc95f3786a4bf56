import { lifeOf } from "./processTable.ts";
import type { Identity } from "./shimStatus.ts";

const send = (pid: number, signal: string): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already is what was wanted; and what isn't ours to signal survives, and is reported.
  }
};

/** Send a signal to every member of a process group. */
export const sendToGroup = (group: number, signal: string): void => send(-group, signal);

/** SIGKILL, if it is still the process that was meant. */
export const killIfAlive = (process: Identity): void => {
  if (lifeOf(process) === "alive") send(process.pid, "SIGKILL");
};

/** Whether a process group has members, of whatever user and state. */
export const groupExists = (group: number): boolean => {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
