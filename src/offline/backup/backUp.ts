import { createWriteStream, existsSync, renameSync, rmSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { newerDatabaseProblem } from "../../adapters/sqlite/file/newerDatabase.ts";
import { isStoredIn } from "../../home/files.ts";
import { describeError } from "../../home/folders.ts";
import { formatOf, newerFormatProblem } from "../../home/format.ts";
import { readRecord } from "../../home/record.ts";
import { databases, smallFiles, toldFile } from "./contents.ts";
import { copyDatabase } from "./copyDatabase.ts";
import { type Label, labelFor, labelName } from "./label.ts";
import { FileChanged, fileEntries, outputEntries, textEntry } from "./outputEntries.ts";
import { type TarEntry, tarOf } from "./writeTar.ts";

/** A backup that was made. */
interface BackedUp {
  readonly label: Label;
  readonly bytes: number;
}

/** How often it is begun anew because a daemon has just emptied a file. */
const attempts = 3;

/**
 * Everything that another machine needs of a home. The databases come last, so that they know each run whose output is
 * there. `copy`: the path of their temporary copies.
 */
async function* homeEntries(home: string, label: Label, copy: string): AsyncGenerator<TarEntry> {
  yield textEntry(labelName, `${JSON.stringify(label, null, 2)}\n`);
  yield* fileEntries(home, smallFiles);
  yield* outputEntries(home);
  for (const name of databases.filter((one) => existsSync(join(home, one)))) {
    rmSync(copy, { force: true });
    await copyDatabase(join(home, name), copy);
    for await (const { size, content } of fileEntries(copy, [""])) yield { path: name, size, content };
    yield* fileEntries(home, [toldFile(name)]);
  }
}

const write = async (home: string, label: Label, file: string): Promise<void> => {
  const [draft, copy] = [`${file}.${process.pid}.part`, `${file}.${process.pid}.db`];
  try {
    await pipeline(
      Readable.from(tarOf(homeEntries(home, label, copy)), { objectMode: false }),
      createGzip(),
      createWriteStream(draft, { flags: "wx", mode: 0o600 }),
    );
    const handle = await open(draft, "r");
    await handle.sync().finally(() => handle.close());
    renameSync(draft, file);
  } finally {
    for (const temporary of [draft, copy]) rmSync(temporary, { force: true });
  }
};

const writeAnew = async (home: string, label: Label, file: string): Promise<void> => {
  for (let left = attempts - 1; ; left -= 1) {
    try {
      return await write(home, label, file);
    } catch (error) {
      if (!(error instanceof FileChanged) || left === 0) throw error;
    }
  }
};

/** Back a home up into a file that only its owner can read, whether or not a daemon runs in it; or why not. */
export const backUp = async (home: string, file: string): Promise<BackedUp | string> => {
  if (!isStoredIn(home))
    return `there is nothing to back up in ${home}: no daemon has ever used it; name another --home`;
  const newer = newerFormatProblem(home) ?? (await newerDatabaseProblem(home));
  if (newer !== null) return newer;
  if (existsSync(file)) return `${file} exists already, and a backup never overwrites; choose another name`;
  const label = labelFor({ home, home_format: formatOf(home), tree: readRecord(home)?.name ?? null });
  try {
    await writeAnew(home, label, file);
  } catch (error) {
    return error instanceof FileChanged
      ? `the output of a child is emptied again and again while it is read; try again`
      : `${home} can't be backed up: ${describeError(error)}`;
  }
  return { label, bytes: statSync(file).size };
};
