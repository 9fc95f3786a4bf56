/** A user in the password database. */
export interface User {
  readonly name: string;
  readonly uid: number;
  /** The primary group. */
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}

/** Where a system keeps its users and groups. */
export interface AccountSource {
  /** A user by name or number; null when there is none. */
  readonly userBy: (account: number | string) => User | null;
  /** The number of a group by its name; null if there is none. */
  readonly groupNumber: (name: string) => number | null;
  /** All groups that a user's processes get, the primary one perhaps among them. */
  readonly groupsOf: (user: User) => ReadonlyArray<number>;
}
