import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeError, makeFolder } from "../../src/home/folders.ts";
import { ServiceError } from "../ServiceManager.ts";
import type { Surroundings } from "./Surroundings.ts";

/** What is not this makes launchd refuse a plist. */
const definitionMode = 0o644;

/** What a checker of property lists finds wrong with a file; null: nothing, or there is no checker here. */
export const faultOf = async (file: string, { run }: Pick<Surroundings, "run">): Promise<string | null> => {
  const answer =
    (await run("plutil", ["-lint", "-s", file])) ?? (await run("plistutil", ["-i", file, "-o", "/dev/null"]));
  if (answer === null) return null;
  const said = `${answer.out}${answer.err}`.trim();
  // plistutil reports an error and ends with 0.
  if (answer.code === 0 && !said.startsWith("ERROR")) return null;
  return said === "" ? `a check of it ended with ${answer.code}` : said;
};

/** The owner and mode of a file; null: it isn't there. */
export const ownerOf = (file: string): { readonly uid: number; readonly mode: number } | null => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : { uid: found.uid, mode: found.mode & 0o777 };
};

/** The text of a file; null: it can't be read. */
export const textOf = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

/** Replace a plist as a whole: launchd may read it at any moment. `owner`: by number, with the group of that number. */
export const writeDefinition = async (
  file: string,
  text: string,
  owner: number | null,
  surroundings: Pick<Surroundings, "run">,
): Promise<void> => {
  const problem = makeFolder(dirname(file));
  if (problem !== null) throw new ServiceError(`the service can't be installed: ${problem}`);
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, text, { mode: definitionMode });
    chmodSync(draft, definitionMode);
    if (owner !== null) chownSync(draft, owner, owner);
    const fault = await faultOf(draft, surroundings);
    if (fault !== null) throw new ServiceError(`the plist for ${file} would not be valid: ${fault}`);
    renameSync(draft, file);
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError(`${file} can't be written: ${describeError(error)}`);
  } finally {
    rmSync(draft, { force: true });
  }
};
