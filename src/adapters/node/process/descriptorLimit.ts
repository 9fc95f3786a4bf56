import { readFileSync } from "node:fs";

const customary = 1024;

/**
 * The soft limit of open files that our own parent had. Node raises its limit to the hard one when it
 * starts; children must get the original back, because programs that use select() break above 1024.
 */
export const originalDescriptorLimit = (): number => {
  try {
    const limits = readFileSync(`/proc/${process.ppid}/limits`, "latin1");
    const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return soft === undefined ? customary : Number(soft);
  } catch {
    return customary;
  }
};
