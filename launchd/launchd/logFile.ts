import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describeError, makeFolder } from "../../src/home/folders.ts";
import { ServiceError } from "../ServiceManager.ts";
import type { Surroundings } from "./Surroundings.ts";

/** The number that `id` prints for a user. */
const numberOf = async (
  option: "-u" | "-g",
  user: string,
  { run }: Pick<Surroundings, "run">,
): Promise<number> => {
  const answer = await run("id", [option, user]);
  if (answer === null || answer.code !== 0)
    throw new ServiceError(`there is no user "${user}" on this machine; name another one with --as`);
  return Number(answer.out);
};

/**
 * Create the file for what a daemon prints, for its user alone: launchd opens it as that user, who may not create files
 * in the folder.
 */
export const makeLog = async (
  file: string,
  user: string | null,
  surroundings: Pick<Surroundings, "run">,
): Promise<void> => {
  const owner =
    user === null
      ? null
      : { uid: await numberOf("-u", user, surroundings), gid: await numberOf("-g", user, surroundings) };
  const problem = makeFolder(dirname(file));
  if (problem !== null) throw new ServiceError(`the log of the service can't be made: ${problem}`);
  try {
    closeSync(openSync(file, "a", 0o600));
    if (owner !== null) chownSync(file, owner.uid, owner.gid);
  } catch (error) {
    throw new ServiceError(`the log of the service, ${file}, can't be written: ${describeError(error)}`);
  }
};

/** The last line that a daemon has printed; null: none, or it can't be read. */
export const lastLineOf = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").pop() || null;
  } catch {
    return null;
  }
};

/** Print the end of a file and, with `follow`, what is written to it, also once it is replaced. */
export const printEnd = async (
  file: string,
  { lines, follow }: { readonly lines: number; readonly follow: boolean },
): Promise<void> => {
  if (!existsSync(file))
    throw new ServiceError(
      `its daemon has printed nothing yet: there is no ${file}; is the service installed?`,
    );
  const tail = spawn("tail", ["-n", String(lines), ...(follow ? ["-F"] : []), file], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  await once(tail, "exit");
};
