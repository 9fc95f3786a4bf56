import { existsSync } from "node:fs";
import { join } from "node:path";
import { CliError, exitCode } from "../../client/client.ts";
import { migrationFolder } from "../../home/files.ts";
import { hasHistory, treesFolder } from "../../home/knownTrees.ts";
import { readRecord, writeRecord } from "../../home/record.ts";

/** The legacy home: earlier versions had one home for all trees of a user, at what is now the folder of homes. */

const load = () => import("../../offline/legacyHome.ts");

/** Whether there is a legacy home that isn't recorded as the home of a tree. */
export const isUnrecordedLegacyHome = (): boolean =>
  readRecord(treesFolder()) === null && hasHistory(treesFolder());

/** Record which tree the legacy home belongs to, if that can be determined. */
export const recordLegacyHome = async (): Promise<void> => {
  const record = await (await load()).recordFromRevisions(treesFolder());
  if (record === null) return;
  try {
    writeRecord(treesFolder(), record);
  } catch {
    // The disk may be full, for example: then it is determined again next time.
  }
};

const isHalfMoved = (): boolean => existsSync(join(treesFolder(), migrationFolder));

/** Whether there is a legacy home, even if it is only half moved. */
export const hasLegacyHome = (): boolean =>
  isHalfMoved() || hasHistory(treesFolder()) || readRecord(treesFolder()) !== null;

/** Finish an interrupted move. Throws why that is impossible. */
export const finishMigration = async (): Promise<void> => {
  if (isHalfMoved()) await migrateLegacyHome();
};

/**
 * Move the legacy home to a folder of its own below, if nothing of it runs. Returns its path after that; throws if the
 * move remains incomplete.
 */
export const migrateLegacyHome = async (): Promise<string> => {
  const result = await tryToMigrate();
  if ("home" in result) return result.home;
  if (!isHalfMoved()) return treesFolder();
  throw new CliError(
    exitCode.failed,
    `the home of an earlier version is half moved to ${join(treesFolder(), migrationFolder)}, and moving the rest failed: ${result.why}; fix that, then run \`sentinel doctor --fix\``,
  );
};

/** The same, but returns why it was not moved. */
export const tryToMigrate = async () => {
  const { homeNamesFor } = await import("./namesFor.ts");
  return (await load()).migrateLegacyHome(treesFolder(), homeNamesFor);
};
