import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import type { ProcessEntry } from "./processEntry.ts";

// For systems without /proc (macOS; not tested there, but ps is the same on Linux).

const env = { PATH: "/bin:/usr/bin", LC_ALL: "C" };
const columns = ["-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat=", "-o", "lstart="];

const parse = (line: string): ReadonlyArray<ProcessEntry> => {
  const [pid, parent, group, state, ...start] = line.trim().split(/ +/);
  if (!pid || !parent || !group || !state) return [];
  const entry = { pid: Number(pid), parent: Number(parent), group: Number(group), session: 0 };
  return [{ ...entry, startedAt: start.join(" "), isDead: state.startsWith("Z") }];
};

/** All current processes. The session is missing: macOS prints an address. */
export const allEntries = async (): Promise<ReadonlyArray<ProcessEntry>> => {
  const { stdout } = await promisify(execFile)("/bin/ps", ["-A", ...columns], { env, maxBuffer: 64 << 20 });
  return stdout.split("\n").flatMap(parse);
};

/** The identity of a live process; null if it is gone. */
export const identityOf = (pid: number): ProcessIdentity | null => {
  try {
    const [entry] = parse(
      execFileSync("/bin/ps", ["-p", String(pid), ...columns], { env, encoding: "utf8" }),
    );
    return entry === undefined || entry.isDead ? null : { pid, startedAt: entry.startedAt };
  } catch {
    // ps reports with its exit code that there is no such process.
    return null;
  }
};

/** The program that a process runs; null if it is gone. */
export const commandOf = (pid: number): string | null => {
  try {
    return (
      execFileSync("/bin/ps", ["-p", String(pid), "-o", "comm="], { env, encoding: "utf8" }).trim() || null
    );
  } catch {
    return null;
  }
};

/** The time of the last boot, which identifies the boot. */
export const bootId = (): string =>
  execFileSync("/usr/sbin/sysctl", ["-n", "kern.boottime"], { env, encoding: "utf8" }).trim();
