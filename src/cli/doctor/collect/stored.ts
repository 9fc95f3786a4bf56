import { join } from "node:path";
import { homeFiles, isStoredIn } from "../../../home/files.ts";
import type { StoredFacts } from "../judge/stored.ts";
import { textOf } from "./system.ts";

type Store = typeof import("../../../offline/doctorStore.ts");

const formatIn = (home: string): number | null => {
  const text = textOf(join(home, homeFiles.format));
  return text === null ? null : /^\d+\s*$/.test(text) ? Number(text) : Number.NaN;
};

/** Look at what is stored in a home. The database is only read while no daemon uses it. */
export const storedFacts = async (
  { knownFormat, databaseState }: Pick<Store, "knownFormat" | "databaseState">,
  home: string,
  isHeld: boolean,
): Promise<StoredFacts> => ({
  home,
  isStored: isStoredIn(home),
  isHeld,
  format: formatIn(home),
  knownFormat,
  database: isHeld ? null : await databaseState(home),
});
