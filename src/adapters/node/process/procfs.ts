import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import type { ProcessEntry } from "./processEntry.ts";
import type { Identity } from "./shimStatus.ts";

/** Longer than any /proc/PID/stat; one buffer for all, because nothing here waits. */
const scratch = Buffer.allocUnsafe(4096);

/** /proc/PID/stat as text; null when the process is gone. Throws without a descriptor to read it by. */
export const readStat = (pid: number): string | null => {
  let descriptor = -1;
  try {
    descriptor = openSync(`/proc/${pid}/stat`, "r");
    return scratch.toString("latin1", 0, readSync(descriptor, scratch, 0, scratch.length, 0));
  } catch (error) {
    // Without a descriptor left nothing can be said. Else it is gone, perhaps between the two calls.
    if (error instanceof Error && "code" in error && /^E[MN]FILE$/.test(String(error.code))) throw error;
    return null;
  } finally {
    if (descriptor >= 0) closeSync(descriptor);
  }
};

/** A process as /proc/PID/stat tells it (proc(5)); null when it is gone. Throws when it can't be told now. */
export const entryOf = (pid: number): ProcessEntry | null => {
  const stat = readStat(pid);
  if (stat === null) return null;
  // The second field is the command's name, which may hold anything, brackets and spaces too.
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
    // A zombie only waits to be reaped; X is one that is being reaped.
    isDead: state === "Z" || state === "X",
  };
};

/** The identity of a live process; null when it is gone. */
export const identityOf = (pid: number): Identity | null => {
  const entry = entryOf(pid);
  return entry === null || entry.isDead ? null : { pid, startedAt: entry.startedAt };
};

/** Every pid there is now. */
export const allPids = (): ReadonlyArray<number> =>
  readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) ? [pid] : [];
  });

const numberIn = (file: string, pattern: RegExp): number => {
  try {
    return Number(pattern.exec(readFileSync(file, "latin1"))?.[1]);
  } catch {
    // Some containers hide it. Nothing compares with NaN, so nobody will rely on it.
    return Number.NaN;
  }
};

/** How many processes and threads have ever been made on this machine; NaN where it isn't told. */
export const forksSoFar = (): number => numberIn("/proc/stat", /^processes (\d+)$/m);

/** The number that was given out last; NaN where it isn't told. */
export const lastPid = (): number => numberIn("/proc/loadavg", /(\d+)\s*$/);

/** How many numbers there are for processes; they are given out in turn. NaN where it isn't told. */
export const pidMax = (): number => numberIn("/proc/sys/kernel/pid_max", /^(\d+)/);

/**
 * A variable of the environment that a process was started with. Null without one, or where it is not ours
 * to read; undefined when it can't be told now, because the process is just being made or going.
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

/** What tells this boot of the machine from any other. */
export const bootId = (): string => readFileSync("/proc/sys/kernel/random/boot_id", "latin1").trim();
