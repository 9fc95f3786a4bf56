import { readFileSync } from "node:fs";
import type { OsUsers } from "../../config/import/draft/request.ts";

const rows = (file: string): ReadonlyArray<ReadonlyArray<string>> => {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .map((line) => line.split(":"));
  } catch {
    return [];
  }
};

/** The users and groups in this machine's files; on macOS these contain only system ones. */
export const readOsUsers = (): OsUsers => ({
  users: new Map(
    rows("/etc/passwd").flatMap(([name, , uid, , , home]) =>
      name && uid && home ? [[name, { uid: Number(uid), home }] as const] : [],
    ),
  ),
  groups: new Map(
    rows("/etc/group").flatMap(([name, , gid]) => (name && gid ? [[name, Number(gid)] as const] : [])),
  ),
});
