import { readFileSync, readlinkSync } from "node:fs";

const defaultLimit = 1024;

const parentOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
};

/**
 * The soft limit of open files for children. Node raises its own to the hard limit at startup; children must get the
 * original, because programs that use select() break above 1024. The nearest ancestor that is not Node still has it.
 * Init has limits of its own.
 */
export const originalDescriptorLimit = (): number => {
  try {
    let pid = process.ppid;
    while (pid > 1 && readlinkSync(`/proc/${pid}/exe`) === process.execPath) pid = parentOf(pid);
    if (pid <= 1) return defaultLimit;
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, "latin1"))?.[1];
    return soft === undefined ? defaultLimit : Number(soft);
  } catch {
    // No /proc, or no permission: use the usual default.
    return defaultLimit;
  }
};
