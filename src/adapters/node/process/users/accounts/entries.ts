import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The fields of an entry of /etc/passwd or /etc/group. */
export type Fields = ReadonlyArray<string>;

export type Database = "passwd" | "group";

/** The text of a file; empty where there is none. */
export const textOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Not every system has all of these files.
    return "";
  }
};

/** The output of a program; empty if it does not exist or fails. */
export const outputOf = (program: string, ...args: ReadonlyArray<string>): string => {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
};

/** The entries of a database, in the format of its file and of `getent`: one per line, fields separated by colons. */
export const entriesOf = (text: string): ReadonlyArray<Fields> =>
  text.split("\n").flatMap((line) => (line === "" || line.startsWith("#") ? [] : [line.split(":")]));

/** The entry of a user or group by name or number, which is the third field of both. */
export const entryOf = (text: string, account: number | string): Fields | undefined => {
  const field = typeof account === "number" ? 2 : 0;
  return entriesOf(text).find((fields) => fields[field] === String(account));
};

/** The entry of a user or group in its file. */
export const entryInFile = (database: Database, account: number | string): Fields | undefined =>
  entryOf(textOf(`/etc/${database}`), account);

/** The groups in what `id -G` of a user prints. */
export const groupsById = (name: string): ReadonlyArray<number> =>
  outputOf("/usr/bin/id", "-G", "--", name).split(/\s+/).filter(Boolean).map(Number);
