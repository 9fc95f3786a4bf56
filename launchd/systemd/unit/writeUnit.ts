import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { ServiceError } from "../../ServiceManager.ts";

/** Write a unit atomically, readable by everybody as units are. Throws a ServiceError if that is impossible. */
export const writeUnit = (path: string, text: string): void => {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text, { mode: 0o644 });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new ServiceError(
      `the unit ${path} can't be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};
