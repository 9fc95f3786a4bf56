import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { kernel } from "../../../../system.ts";

/** A user in the password database. */
export interface User {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

type Fields = ReadonlyArray<string>;

const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Not every system has all of these files.
    return "";
  }
};

/** The entries of a database, in the format of its file and of `getent`: one per line, fields separated by colons. */
const entriesOf = (text: string): ReadonlyArray<Fields> =>
  text.split("\n").flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split(":")]));

/** The output of a program; empty if it does not exist or fails. */
const outputOf = (program: string, ...args: ReadonlyArray<string>): string => {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
};

type Database = "passwd" | "group";

/** Whether there are users outside the files, for example in a directory service (nsswitch.conf(5)). */
const hasOtherSources = (database: Database): boolean => {
  if (kernel === "darwin") return true;
  const sources = new RegExp(`^${database}:(.*)$`, "m").exec(textOf("/etc/nsswitch.conf"))?.[1] ?? "";
  return sources.split(/\s+/).some((source) => /^\w+$/.test(source) && !/^(files|compat)$/.test(source));
};

/** macOS keeps users in a directory service (not tested there). */
const findInDirectoryService = (database: Database, key: string): Fields | undefined => {
  const kind = database === "passwd" ? "user" : "group";
  const by = /^\d+$/.test(key) ? (kind === "user" ? "uid" : "gid") : "name";
  const text = outputOf("/usr/bin/dscacheutil", "-q", kind, "-a", by, key);
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, "m").exec(text)?.[1] ?? "";
  if (field("name") === "") return undefined;
  return kind === "user"
    ? [field("name"), "", field("uid"), field("gid"), "", field("dir"), field("shell")]
    : [field("name"), "", field("gid"), ""];
};

/** The entry of a user or group by name or number, which is the third field of both. */
const find = (database: Database, account: number | string): Fields | undefined => {
  const key = String(account);
  const field = typeof account === "number" ? 2 : 0;
  const inFile = entriesOf(textOf(`/etc/${database}`)).find((fields) => fields[field] === key);
  if (inFile || !hasOtherSources(database)) return inFile;
  return kernel === "darwin"
    ? findInDirectoryService(database, key)
    : entriesOf(outputOf("/usr/bin/getent", database, key)).find((fields) => fields[field] === key);
};

/** A user of this machine, by name or number; null when there is none. */
export const userBy = (account: number | string): User | null => {
  const [name, , uid, gid, , home, shell] = find("passwd", account) ?? [];
  if (!name || !uid || !gid) return null;
  return { name, uid: Number(uid), gid: Number(gid), home: home || "/", shell: shell || "/bin/sh" };
};

/** The number of a group by its name; null if there is none. */
export const groupNumber = (name: string): number | null => {
  const gid = find("group", name)?.[2];
  return gid ? Number(gid) : null;
};

/** The groups in the text of a group file that list a user as member. */
export const memberships = (text: string, name: string): ReadonlyArray<number> =>
  entriesOf(text).flatMap(([, , gid, members = ""]) =>
    gid && members.split(",").includes(name) ? [Number(gid)] : [],
  );

/** All groups of a user except the primary one, as initgroups(3) finds them. */
export const supplementaryGroups = ({ name, gid }: User): ReadonlyArray<number> => {
  const all = hasOtherSources("group")
    ? outputOf("/usr/bin/id", "-G", "--", name).split(/\s+/).filter(Boolean).map(Number)
    : memberships(textOf("/etc/group"), name);
  return [...new Set(all)].filter((group) => group !== gid);
};
