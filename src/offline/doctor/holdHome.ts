import { join } from "node:path";
import { holdFile } from "../../adapters/node/home/lock.ts";
import { homeFiles } from "../../home/files.ts";

/** Act while no daemon can start in a home; null: a daemon has it, and nothing was done. */
export const holdingHome = async <A>(home: string, act: () => Promise<A>): Promise<A | null> => {
  const lock = await holdFile(join(home, homeFiles.lock));
  if (lock === null) return null;
  try {
    return await act();
  } finally {
    await lock.release();
  }
};
