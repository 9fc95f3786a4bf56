import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessSource } from "./ProcessSource.ts";
import type { ProcessEntry } from "./processEntry.ts";

/** How much of a command is shown, in characters. */
const longestCommand = 80;

/** Longer than any /proc/PID/stat; one buffer for all, since everything here is synchronous. */
const scratch = Buffer.allocUnsafe(4096);

/** /proc/PID/stat as text; null if the process is gone. Throws when out of descriptors. */
export const readStat = (pid: number): string | null => readSmall(pid, "stat");

/** A short file about a process as text; null if it is gone, or belongs to others. Throws when out of descriptors. */
export const readSmall = (pid: number, name: "stat" | "io"): string | null => {
  let descriptor = -1;
  try {
    descriptor = openSync(`/proc/${pid}/${name}`, "r");
    return scratch.toString("latin1", 0, readSync(descriptor, scratch, 0, scratch.length, 0));
  } catch (error) {
    // Out of descriptors: unknown. Any other error means that it is gone, perhaps since the first call.
    if (error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code))) throw error;
    return null;
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
};

/** A process by its /proc/PID/stat (proc(5)); null if it is gone. Throws when out of descriptors. */
const entryOf = (pid: number): ProcessEntry | null => {
  const stat = readStat(pid);
  if (stat === null) return null;
  // The second field is the command's name, which may contain parentheses and spaces.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 20);
  const [state, parent, group, session] = fields;
  const startedAt = fields[19];
  if (startedAt === undefined) return null;
  return {
    pid,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startedAt,
    // Z: waiting to be reaped; X: being reaped.
    isDead: state === "Z" || state === "X",
  };
};

/** The identity of a live process; null if it is gone. */
const identityOf = (pid: number): ProcessIdentity | null => {
  const entry = entryOf(pid);
  return entry === null || entry.isDead ? null : { pid, startedAt: entry.startedAt };
};

/** All current processes but those to skip, which come as null. Each is read when it is asked for. */
function* entries(skip: (pid: number) => boolean): Iterable<ProcessEntry | null> {
  for (const pid of allPids()) yield skip(pid) ? null : entryOf(pid);
}

/** All current pids. */
export const allPids = (): ReadonlyArray<number> =>
  readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) ? [pid] : [];
  });

const numberIn = (file: string, pattern: RegExp): number => {
  try {
    return Number(pattern.exec(readFileSync(file, "latin1"))?.[1]);
  } catch {
    // Some containers hide it. Every comparison with NaN is false, so nothing relies on it.
    return Number.NaN;
  }
};

/** How many processes and threads were ever created on this machine; NaN if not reported. */
export const forksSoFar = (): number => numberIn("/proc/stat", /^processes (\d+)$/m);

/** The pid that was assigned last; NaN if not reported. */
export const lastPid = (): number => numberIn("/proc/loadavg", /(\d+)\s*$/);

/** The number of pids, which are assigned in ascending order; NaN if not reported. */
export const pidMax = (): number => numberIn("/proc/sys/kernel/pid_max", /^(\d+)/);

/**
 * A variable of a process's initial environment. Null if it is not set or not readable; undefined if it is not known
 * yet, because the process is being created or is exiting.
 */
export const variableOf = (pid: number, name: string): string | null | undefined => {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    if (environment === "") return undefined;
    const at = `\0${environment}`.indexOf(`\0${name}=`);
    if (at < 0) return null;
    const from = at + name.length + 1;
    const end = environment.indexOf("\0", from);
    return Buffer.from(environment.slice(from, end < 0 ? undefined : end), "latin1").toString();
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES" ? null : undefined;
  }
};

/** Identifies this boot of the machine. */
const bootId = (): string => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();

/**
 * The program that a process runs, with its first argument unless that is an option, which may contain a secret. Null
 * if the process is gone.
 */
const commandOf = (pid: number): string | null => {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    const [program = "", argument = ""] = words;
    const shown = argument.startsWith("-") ? program : `${program} ${argument}`;
    return shown.trim().slice(0, longestCommand) || null;
  } catch {
    return null;
  }
};

/** Everything from /proc, a process at a time: a few microseconds each. */
export const procfs: ProcessSource = { identityOf, entries, commandOf, variableOf, bootId };
