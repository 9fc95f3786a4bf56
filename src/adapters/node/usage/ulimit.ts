import { execFileSync } from "node:child_process";

/** How many files this process may have open, by a shell that inherits the limit; null if there is no limit. */
export const ulimit = (): number | null => {
  const limit = Number(execFileSync("/bin/sh", ["-c", "ulimit -n"], { encoding: "latin1" }));
  return Number.isNaN(limit) ? null : limit;
};
