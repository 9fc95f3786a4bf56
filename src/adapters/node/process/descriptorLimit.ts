import { readFileSync, readlinkSync } from "node:fs";

const customary = 1024;

const parentOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
};

/**
 * The soft limit of open files to give to children. Node raises its own to the hard one when it starts;
 * children must get the original back, because programs that use select() break above 1024. Nobody
 * remembers it, but the nearest ancestor that isn't Node still has it. Init has limits of its own.
 */
export const originalDescriptorLimit = (): number => {
  try {
    let pid = process.ppid;
    while (pid > 1 && readlinkSync(`/proc/${pid}/exe`) === process.execPath) pid = parentOf(pid);
    if (pid <= 1) return customary;
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, "latin1"))?.[1];
    return soft === undefined ? customary : Number(soft);
  } catch {
    // No /proc here, or no right to look: then what systems give to everybody.
    return customary;
  }
};
