import type { Located } from "../../diagnostics/located.ts";
import type { Draft } from "../draft/draft.ts";
import type { OsUsers } from "../draft/request.ts";
import type { Outcome } from "./row.ts";
import { text } from "./values.ts";

const numberOf = (name: string, known: number | undefined): number | undefined =>
  /^\d+$/.test(name) ? Number(name) : name === "root" ? 0 : known;

/** Without its account a process would run with the rights of the daemon, so it is not started. */
const leftDown = (draft: Draft, kind: "user" | "group", name: string): Outcome => {
  const key = kind === "user" ? "uid" : "gid";
  draft.blockers.add(`there is no ${kind} ${name} here; write ${key}: and remove autostart: false`);
  return {
    fidelity: "unsupported",
    note: `there is no ${kind} ${name} here, so it is not started: create the ${kind} and import again, or write \`${key}:\` with its number and remove \`autostart: false\``,
  };
};

/** A user, by number or by a name that this machine knows. */
export const setUser = (value: Located, draft: Draft, { users }: OsUsers): Outcome => {
  const name = text(value);
  const uid = numberOf(name, users.get(name)?.uid);
  if (uid === undefined) return leftDown(draft, "user", name);
  draft.settings.set("uid", uid);
  return undefined;
};

/** A group, by number or by a name that this machine knows. */
export const setGroup = (value: Located, draft: Draft, { groups }: OsUsers): Outcome => {
  const name = text(value);
  const gid = numberOf(name, groups.get(name));
  if (gid === undefined) return leftDown(draft, "group", name);
  draft.settings.set("gid", gid);
  return undefined;
};
