import { chmodSync, closeSync, openSync, statSync } from "node:fs";

/** A database with what SQLite keeps beside it. */
const partsOf = (file: string): ReadonlyArray<string> => [file, `${file}-wal`, `${file}-shm`];

const tryTo = (act: () => void): void => {
  try {
    act();
  } catch {
    // SQLite itself says what is wrong with a file that can't be made, or belongs to somebody else.
  }
};

/** Take what others may do with a file away from them. */
const closeToOthers = (file: string): void => {
  const { mode } = statSync(file);
  if ((mode & 0o077) !== 0) chmodSync(file, mode & 0o700);
};

/**
 * Make a database readable by its owner alone, one that is made by SQLite afterwards, too: it has keys that sign
 * tokens. SQLite gives what it makes beside a database the mode of the database.
 */
export const keepPrivate = (file: string): void => {
  tryTo(() => closeSync(openSync(file, "a", 0o600)));
  for (const part of partsOf(file)) tryTo(() => closeToOthers(part));
};
