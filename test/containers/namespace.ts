import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { eventually, type Place, program } from "../e2e/sentinel.ts";
import { needs } from "../support/needs.ts";

const lacking = (): string | null => {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs Linux and root";
  if (!existsSync("/usr/bin/perl") && !("execve" in process)) return "needs perl, or a newer Node";
  try {
    execFileSync("unshare", ["-mpf", "--mount-proc", "true"], { stdio: "ignore" });
    return null;
  } catch {
    return "a namespace of processes can't be made here";
  }
};

/** For tests of a daemon that is process 1 of a namespace, as in a container. */
export const inNamespace = needs(lacking());

/** A daemon that is process 1 of a namespace. */
export interface ProcessOne {
  /** Its pid outside of the namespace. */
  readonly pid: number;
  /** The exit code that a container has then: 137 when it was killed. */
  readonly end: Promise<number>;
  /** What it has written to standard error. */
  readonly err: () => string;
  /** Kill the namespace, as a container runtime does after its grace period. */
  readonly kill: () => void;
}

const exitCodeOfKill = 137;

/**
 * Start `sentinel ARGS` as process 1. `entry`: what prepares the container; it replaces itself by the command that it
 * gets as its arguments.
 */
export const startProcessOne = async (
  { folder, home }: Place,
  args: ReadonlyArray<string>,
  entry: ReadonlyArray<string> = [],
): Promise<ProcessOne> => {
  const unshare = ["-mpf", "--mount-proc", "--kill-child"];
  const child: ChildProcess = spawn("unshare", [...unshare, ...entry, process.execPath, program, ...args], {
    cwd: folder,
    env: { ...process.env, SENTINEL_HOME: home },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  const end = once(child, "exit").then(([code]) => Number(code ?? exitCodeOfKill));
  const children = `/proc/${child.pid}/task/${child.pid}/children`;
  const first = (): string => readFileSync(children, "latin1").trim();
  let pid = "";
  await eventually("process 1 is there", () => {
    if (child.exitCode !== null) return true;
    pid = first();
    return pid !== "";
  });
  return { pid: Number(pid), end, err: () => err, kill: () => child.kill("SIGKILL") };
};

const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ")[0]);

/** The Node that is below process 1 and its init. */
export const daemonBelow = (pid: number): number => {
  const child = childOf(pid);
  return realpathSync(`/proc/${child}/exe`) === realpathSync(process.execPath) ? child : daemonBelow(child);
};
