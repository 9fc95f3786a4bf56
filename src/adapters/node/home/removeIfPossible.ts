import { rmSync } from "node:fs";

/**
 * Remove a file that the next daemon replaces anyway: on a disk that has become read-only it stays, and the daemon ends as
 * ever.
 */
export const removeIfPossible = (file: string): void => {
  try {
    rmSync(file, { force: true });
  } catch {
    // Read-only, or closed to this user by now.
  }
};
