import { readdir, readFile, readlink } from "node:fs/promises";
import type { ProcessIdentity } from "../shim/shimStatus.ts";
import { runVariable } from "../table/ProcessScan.ts";
import { allPids, procfs, variableOf } from "../table/procfs.ts";
import type { Listener } from "./listeners.ts";

const hasOpen = async (pid: number, target: string): Promise<boolean> => {
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  for (const descriptor of descriptors) {
    const link = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => "");
    if (link === target) return true;
  }
  return false;
};

/** The process that has a socket open, the lowest pid of several; null if none is visible to this user. */
const pidWith = async (inode: string): Promise<number | null> => {
  for (const pid of [...allPids()].sort((a, b) => a - b))
    if (await hasOpen(pid, `socket:[${inode}]`)) return pid;
  return null;
};

/** How much of a command line is shown. */
const maxCommandLength = 60;

const commandOf = async (pid: number): Promise<string> => {
  const line = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).split("\0").join(" ").trim();
  const short = line.length > maxCommandLength ? `${line.slice(0, maxCommandLength)}…` : line;
  return short === "" ? "" : ` (${short})`;
};

/** The path of the child that a process belongs to, by its run mark; null for any other process. */
const childOf = (pid: number, home: string): string | null => {
  const mark = variableOf(pid, runVariable);
  return mark?.startsWith(`${home}:`) ? mark.slice(home.length + 1).replace(/:\d+$/, "") : null;
};

/** Who listens on a port. */
interface Holder {
  /** Null: it can't be seen from here. */
  readonly pid: number | null;
  /** Null: it can't be seen, or is gone. It was read before `child`, so that both are about the same process. */
  readonly identity: ProcessIdentity | null;
  /** The path of the child of this home that it belongs to; null: of none. */
  readonly child: string | null;
  /** A child of this home by its path, any other process by pid and command. */
  readonly text: string;
}

/** Who listens; null if the system does not say. */
export const findHolder = async ({ inode, uid }: Listener, home: string): Promise<Holder | null> => {
  if (inode === null) return null;
  const pid = await pidWith(inode);
  if (pid === null)
    return {
      pid,
      identity: null,
      child: null,
      text: `a process of uid ${uid}, which can't be seen from here`,
    };
  const identity = procfs.identityOf(pid);
  const child = childOf(pid, home);
  return {
    ...{ pid, identity, child },
    text: child === null ? `pid ${pid}${await commandOf(pid)}` : `${child} (pid ${pid})`,
  };
};

/** Describe who listens. */
export const holderOf = async (listener: Listener, home: string): Promise<string | null> =>
  (await findHolder(listener, home))?.text ?? null;
