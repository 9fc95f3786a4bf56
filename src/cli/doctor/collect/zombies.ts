import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The state and the parent of a process (proc(5)); null if it is gone. */
const stateOf = (directory: string): { readonly state: string; readonly parent: number } | null => {
  try {
    const stat = readFileSync(join(directory, "stat"), "latin1");
    const [state = "", parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ", 2);
    return { state, parent: Number(parent) };
  } catch {
    return null;
  }
};

/** The number of zombies that process 1 has not reaped; null if unknown. */
export const countUnreapedOrphans = (processes = "/proc"): number | null => {
  try {
    return readdirSync(processes)
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        const found = stateOf(join(processes, pid));
        return found?.state === "Z" && found.parent === 1;
      }).length;
  } catch {
    // No /proc here.
    return null;
  }
};
