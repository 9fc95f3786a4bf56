import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import type { ProcessEntry } from "./processEntry.ts";
import type { Identity } from "./shimStatus.ts";

// Where there is no /proc, ps answers (macOS; reasoned, not run there, but ps is the same on Linux).

const env = { PATH: "/bin:/usr/bin", LC_ALL: "C" };
const columns = ["-o", "pid=", "-o", "ppid=", "-o", "pgid=", "-o", "stat=", "-o", "lstart="];

const parse = (line: string): ReadonlyArray<ProcessEntry> => {
  const [pid, parent, group, state, ...start] = line.trim().split(/ +/);
  if (!pid || !parent || !group || !state) return [];
  const entry = { pid: Number(pid), parent: Number(parent), group: Number(group), session: 0 };
  return [{ ...entry, startedAt: start.join(" "), isDead: state.startsWith("Z") }];
};

/** Every process there is now. The session is not told: macOS prints an address. */
export const allEntries = async (): Promise<ReadonlyArray<ProcessEntry>> => {
  const { stdout } = await promisify(execFile)("/bin/ps", ["-A", ...columns], { env, maxBuffer: 64 << 20 });
  return stdout.split("\n").flatMap(parse);
};

/** The identity of a live process; null when it is gone. */
export const identityOf = (pid: number): Identity | null => {
  try {
    const [entry] = parse(
      execFileSync("/bin/ps", ["-p", String(pid), ...columns], { env, encoding: "utf8" }),
    );
    return entry === undefined || entry.isDead ? null : { pid, startedAt: entry.startedAt };
  } catch {
    // ps says with its exit code that there is no such process.
    return null;
  }
};

/** When the machine was started: as good as an id of this boot. */
export const bootId = (): string =>
  execFileSync("/usr/sbin/sysctl", ["-n", "kern.boottime"], { env, encoding: "utf8" }).trim();
