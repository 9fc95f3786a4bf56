import type { AccountSource, User } from "./AccountSource.ts";
import { entryInFile, type Fields, groupsById, outputOf } from "./entries.ts";

// macOS keeps people and their groups in Open Directory. Its /etc/passwd and /etc/group have system accounts only, and
// serve here where Open Directory does not answer, as in single-user mode.

/** As the kernel counts: `nobody` is -2 in the directory. */
const unsigned = (number: string): number => Number(number) >>> 0;

/** The user in what `id -P` prints: passwd(5) with a class and two times before the full name. */
export const userInId = (text: string): User | null => {
  const fields = text.trimEnd().split(":");
  const [name = "", , uid = "", gid = "", , , , , home = "", shell = ""] = fields;
  return fields.length === 10 ? userOf([name, uid, gid, home, shell]) : null;
};

const userOf = ([name, uid, gid, home, shell]: Fields): User | null =>
  name && uid && gid
    ? { name, uid: unsigned(uid), gid: unsigned(gid), home: home || "/", shell: shell || "/bin/sh" }
    : null;

const userInFile = (account: number | string): User | null => {
  const [name = "", , uid = "", gid = "", , home = "", shell = ""] = entryInFile("passwd", account) ?? [];
  return userOf([name, uid, gid, home, shell]);
};

const userBy = (account: number | string): User | null => {
  const found = userInId(outputOf("/usr/bin/id", "-P", "--", String(account)));
  // id takes a name of digits for a number.
  const isMeant = found !== null && (typeof account === "number" ? found.uid : found.name) === account;
  return isMeant ? found : userInFile(account);
};

/** The number of the group in what dscacheutil prints: a `key: value` on each line. */
export const groupInDirectory = (text: string): number | null => {
  const gid = /^gid: (-?\d+)$/m.exec(text)?.[1];
  return gid === undefined ? null : unsigned(gid);
};

const groupNumber = (name: string): number | null => {
  const inDirectory = groupInDirectory(outputOf("/usr/bin/dscacheutil", "-q", "group", "-a", "name", name));
  if (inDirectory !== null) return inDirectory;
  const gid = entryInFile("group", name)?.[2];
  return gid ? unsigned(gid) : null;
};

/** NGROUPS_MAX; setgroups(2) takes no more, and a person of a Mac is easily in more. */
const mostGroups = 16;

/** The groups that a process of the user can have, the first ones as with initgroups(3). */
const groupsOf = ({ name, gid }: User): ReadonlyArray<number> =>
  [...new Set([gid, ...groupsById(name)])].slice(0, mostGroups);

/** Open Directory, as `id` and `dscacheutil` tell of it. */
export const darwin: AccountSource = { userBy, groupNumber, groupsOf };
