import { readdir, readFile, readlink } from "node:fs/promises";
import { runVariable } from "../table/ProcessScan.ts";
import { allPids, variableOf } from "../table/procfs.ts";
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

/** Describe who listens: a child of this home by its path, any other process by pid and command. */
export const holderOf = async ({ inode, uid }: Listener, home: string): Promise<string | null> => {
  if (inode === null) return null;
  const pid = await pidWith(inode);
  if (pid === null) return `a process of uid ${uid}, which can't be seen from here`;
  const child = childOf(pid, home);
  return child === null ? `pid ${pid}${await commandOf(pid)}` : `${child} (pid ${pid})`;
};
