import { execFile } from "node:child_process";
import { chownSync, existsSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { CliError, exitCode } from "../../client/client.ts";
import { makeFolder } from "../../home/folders.ts";

/** A user whom a service of the machine runs as. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

const run = promisify(execFile);

const unknown = (name: string): CliError =>
  new CliError(exitCode.usage, `there is no user "${name}" on this machine; name another one with --as`);

/** Look a user up, in whatever the machine keeps its users in: a shell knows their homes, `id` their numbers. */
export const accountOf = async (name: string): Promise<Account> => {
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw unknown(name);
  const ask = (program: string, ...args: ReadonlyArray<string>): Promise<string> =>
    run(program, args).then(
      ({ stdout }) => stdout.trim(),
      () => {
        throw unknown(name);
      },
    );
  const [uid, gid] = [await ask("id", "-u", name), await ask("id", "-g", name)];
  const home = await ask("/bin/sh", "-c", `echo ~${name}`);
  if (!home.startsWith("/")) throw unknown(name);
  return { name, uid: Number(uid), gid: Number(gid), home };
};

/** Create a folder and those above it that are missing, all of them for a user. */
export const makeFolderFor = (folder: string, owner: Pick<Account, "uid" | "gid">): void => {
  if (existsSync(folder)) return;
  makeFolderFor(dirname(folder), owner);
  const problem = makeFolder(folder);
  if (problem !== null) throw new CliError(exitCode.failed, problem);
  chownSync(folder, owner.uid, owner.gid);
};
