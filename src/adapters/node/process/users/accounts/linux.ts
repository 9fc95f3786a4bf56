import type { AccountSource, User } from "./AccountSource.ts";
import {
  type Database,
  entriesOf,
  entryInFile,
  entryOf,
  type Fields,
  groupsById,
  outputOf,
  textOf,
} from "./entries.ts";

/** Whether there are accounts outside the files, for example in a directory service (nsswitch.conf(5)). */
const hasOtherSources = (database: Database): boolean => {
  const sources = new RegExp(`^${database}:(.*)$`, "m").exec(textOf("/etc/nsswitch.conf"))?.[1] ?? "";
  return sources.split(/\s+/).some((source) => /^\w+$/.test(source) && !/^(files|compat)$/.test(source));
};

const find = (database: Database, account: number | string): Fields | undefined => {
  const inFile = entryInFile(database, account);
  if (inFile || !hasOtherSources(database)) return inFile;
  return entryOf(outputOf("/usr/bin/getent", database, String(account)), account);
};

const userBy = (account: number | string): User | null => {
  const [name, , uid, gid, , home, shell] = find("passwd", account) ?? [];
  if (!name || !uid || !gid) return null;
  return { name, uid: Number(uid), gid: Number(gid), home: home || "/", shell: shell || "/bin/sh" };
};

const groupNumber = (name: string): number | null => {
  const gid = find("group", name)?.[2];
  return gid ? Number(gid) : null;
};

/** The groups in the text of a group file that list a user as member. */
export const memberships = (text: string, name: string): ReadonlyArray<number> =>
  entriesOf(text).flatMap(([, , gid, members = ""]) =>
    gid && members.split(",").includes(name) ? [Number(gid)] : [],
  );

/** The password database of Linux: files, and what `getent` knows besides. */
export const linux: AccountSource = {
  userBy,
  groupNumber,
  groupsOf: ({ name }) =>
    hasOtherSources("group") ? groupsById(name) : memberships(textOf("/etc/group"), name),
};
