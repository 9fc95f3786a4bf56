import { realTimeNumber } from "../../../../domain/tree/signals.ts";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import { stateOf } from "../table/processTable.ts";

const send = (pid: number, signal: string): void => {
  try {
    // Node has no names for real-time signals.
    process.kill(pid, realTimeNumber(signal) ?? signal);
  } catch {
    // A process that is gone needs no signal; one that may not be signalled survives, and is reported.
  }
};

/** Send a signal to every member of a process group. */
export const sendToGroup = (group: number, signal: string): void => send(-group, signal);

/** Send SIGKILL if it is still the same process. */
export const killIfAlive = (process: ProcessIdentity): void => {
  if (stateOf(process) === "alive") send(process.pid, "SIGKILL");
};

/** Whether a process group has members, of any user and in any state. */
export const groupExists = (group: number): boolean => {
  try {
    process.kill(-group, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
