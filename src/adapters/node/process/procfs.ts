import { readdirSync, readFileSync } from "node:fs";
import type { Identity } from "./shimStatus.ts";

const read = (path: string): string | null => {
  try {
    return readFileSync(path, "latin1");
  } catch {
    // The process is gone, or is not ours to look at: either way there is nothing to read.
    return null;
  }
};

/** The fields of /proc/PID/stat after the command's name, from the state on; null when it is gone. */
const statFields = (pid: number): ReadonlyArray<string> | null => {
  const stat = read(`/proc/${pid}/stat`);
  return stat === null ? null : stat.slice(stat.lastIndexOf(")") + 2).split(" ");
};

/** When the process was started, in clock ticks since boot; null when it is gone or a zombie. */
const startTimeOf = (pid: number): string | null => {
  const fields = statFields(pid);
  return fields === null || fields[0] === "Z" ? null : (fields[19] ?? null);
};

/** Whether this very process is alive: the same pid, started at the same time. */
export const isAlive = ({ pid, startedAt }: Identity): boolean => startTimeOf(pid) === startedAt;

/** The value of a variable in the environment that a process was started with; null without one. */
export const variableOf = (pid: number, name: string): string | null => {
  const environment = read(`/proc/${pid}/environ`);
  if (environment === null) return null;
  const at = environment.startsWith(`${name}=`) ? 0 : environment.indexOf(`\0${name}=`) + 1;
  if (at === 0 && !environment.startsWith(`${name}=`)) return null;
  const from = at + name.length + 1;
  return environment.slice(from, environment.indexOf("\0", from));
};

/** Every pid there is now. */
export const allPids = (): ReadonlyArray<number> =>
  readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

/** What tells this boot of the machine from any other. */
export const bootId = (): string => read("/proc/sys/kernel/random/boot_id")?.trim() ?? "unknown";

/** The identity of a live process; null when it is gone. */
export const identityOf = (pid: number): Identity | null => {
  const startedAt = startTimeOf(pid);
  return startedAt === null ? null : { pid, startedAt };
};

/** The live members of a process group; zombies, which only wait to be reaped, are not. */
export const groupMembers = (group: number): ReadonlyArray<number> => {
  try {
    // The usual case, an empty group, is found without looking at every process.
    process.kill(-group, 0);
  } catch {
    return [];
  }
  return allPids().filter((pid) => {
    const fields = statFields(pid);
    return fields !== null && fields[0] !== "Z" && Number(fields[2]) === group;
  });
};
