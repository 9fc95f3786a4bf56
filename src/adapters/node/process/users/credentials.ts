import { CannotRun } from "../../../../domain/Errors.ts";
import type { ProcessSpec } from "../../../../domain/tree/ChildSpec.ts";
import type { User } from "./accounts/AccountSource.ts";
import { groupNumber, supplementaryGroups, userBy } from "./osUsers.ts";

/** The user and groups of a run, as numbers; null: the daemon's. */
export interface Credentials {
  readonly uid: number | null;
  readonly gid: number | null;
  /** Without the primary group. */
  readonly groups: ReadonlyArray<number> | null;
  /** The run's user, if it is not the daemon's and has an entry in the password database. */
  readonly user: User | null;
}

/** The daemon's own. */
export const daemonCredentials: Credentials = { uid: null, gid: null, groups: null, user: null };

const unknown = (what: "user" | "group", name: string): CannotRun =>
  new CannotRun({
    problem: "ENOENT",
    message: `no ${what} ${name} on this machine; create it, or correct the name in the configuration`,
  });

/** A user by name, who must exist, or by number, who need not. */
const userOf = (uid: number | string): { readonly uid: number; readonly user: User | null } => {
  const user = userBy(uid);
  if (typeof uid === "number") return { uid, user };
  if (user === null) throw unknown("user", uid);
  return { uid: user.uid, user };
};

const gidOf = (group: number | string): number => {
  if (typeof group === "number") return group;
  const gid = groupNumber(group);
  if (gid === null) throw unknown("group", group);
  return gid;
};

/**
 * The credentials of a run, with names resolved now. With `uid` they are those that `su` would set, the user's
 * primary and supplementary groups, unless declared otherwise. Throws CannotRun for an unknown name.
 */
export const credentialsOf = ({ uid, gid, groups }: ProcessSpec): Credentials => {
  const declared = {
    gid: gid === null ? null : gidOf(gid),
    groups: groups === undefined ? null : groups.map(gidOf),
  };
  if (uid === null) return { ...daemonCredentials, ...declared };
  const found = userOf(uid);
  if (found.uid === process.getuid?.()) return { ...daemonCredentials, ...declared };
  const { user } = found;
  return {
    uid: found.uid,
    gid: declared.gid ?? user?.gid ?? found.uid,
    groups: declared.groups ?? (user ? supplementaryGroups(user) : []),
    user,
  };
};
