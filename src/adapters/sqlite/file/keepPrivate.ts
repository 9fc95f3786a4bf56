import { chmodSync, closeSync, openSync, statSync } from "node:fs";

/** A database and the files that SQLite keeps beside it. */
const partsOf = (file: string): ReadonlyArray<string> => [file, `${file}-wal`, `${file}-shm`];

const tryTo = (act: () => void): void => {
  try {
    act();
  } catch {
    // If a file can't be created, or belongs to another user, SQLite itself reports it.
  }
};

/** Remove the permissions of other users for a file. */
const closeToOthers = (file: string): void => {
  const { mode } = statSync(file);
  if ((mode & 0o077) !== 0) chmodSync(file, mode & 0o700);
};

/**
 * Make a database readable by its owner alone, even if SQLite creates it later, because it contains signing keys.
 * SQLite creates the files beside a database with the mode of the database.
 */
export const keepPrivate = (file: string): void => {
  tryTo(() => closeSync(openSync(file, "a", 0o600)));
  for (const part of partsOf(file)) tryTo(() => closeToOthers(part));
};
