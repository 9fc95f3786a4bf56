import { readFileSync } from "node:fs";
import type { Accounts } from "../../config/import/request.ts";

const rows = (file: string): ReadonlyArray<ReadonlyArray<string>> => {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
};

/** The users and groups of the files of this machine; on macOS these hold the system's only. */
export const accountsHere = (): Accounts => ({
  users: new Map(
    rows("/etc/passwd").flatMap(([name, , uid, , , home]) =>
      name && uid && home ? [[name, { uid: Number(uid), home }] as const] : [],
    ),
  ),
  groups: new Map(
    rows("/etc/group").flatMap(([name, , gid]) => (name && gid ? [[name, Number(gid)] as const] : [])),
  ),
});
