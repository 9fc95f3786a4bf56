import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Write a file atomically, readable by its owner alone. Throws the file system's error. */
export const replaceFile = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};
