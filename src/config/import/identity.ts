import type { Located } from "../located.ts";
import type { Draft } from "./draft.ts";
import type { Accounts } from "./request.ts";
import type { Outcome } from "./row.ts";
import { text } from "./values.ts";

const numberOf = (name: string, known: number | undefined): number | undefined =>
  /^\d+$/.test(name) ? Number(name) : name === "root" ? 0 : known;

/** A user, by number or by a name that this machine knows. */
export const setUser = (value: Located, draft: Draft, { users }: Accounts): Outcome => {
  const name = text(value);
  const uid = numberOf(name, users.get(name)?.uid);
  if (uid === undefined) {
    draft.remarks.set("uid", `it ran as user ${name}: write uid: with what \`id -u ${name}\` prints`);
    return {
      fidelity: "unsupported",
      note: `no user ${name} here: write \`uid:\` with what \`id -u ${name}\` prints`,
    };
  }
  draft.settings.set("uid", uid);
  return undefined;
};

/** A group, by number or by a name that this machine knows. */
export const setGroup = (value: Located, draft: Draft, { groups }: Accounts): Outcome => {
  const name = text(value);
  const gid = numberOf(name, groups.get(name));
  if (gid === undefined) {
    draft.remarks.set("gid", `it ran as group ${name}: write gid: with the group's number`);
    return { fidelity: "unsupported", note: `no group ${name} here: write \`gid:\` with its number` };
  }
  draft.settings.set("gid", gid);
  return undefined;
};
