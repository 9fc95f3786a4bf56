import { readFileSync, readlinkSync } from "node:fs";
import { bySystem } from "../../../../system.ts";

const defaultLimit = 1024;

const parentOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
};

/** That of the nearest ancestor that is not Node, which still has it. Init has limits of its own. */
const limitOfAncestor = (): number => {
  try {
    let pid = process.ppid;
    while (pid > 1 && readlinkSync(`/proc/${pid}/exe`) === process.execPath) pid = parentOf(pid);
    if (pid <= 1) return defaultLimit;
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, "latin1"))?.[1];
    return soft === undefined ? defaultLimit : Number(soft);
  } catch {
    // No permission.
    return defaultLimit;
  }
};

/**
 * The soft limit of open files for children. Node raises its own to the hard limit at startup; children must get the
 * original, because programs that use select() break above 1024. macOS doesn't show limits of other processes; what
 * launchd gives, 256, is too few for many programs, and 1024 is what select() can take there, too.
 */
export const originalDescriptorLimit = bySystem({ linux: limitOfAncestor, darwin: () => defaultLimit });
