import { bySystem } from "../../../../system.ts";
import type { User } from "./accounts/AccountSource.ts";
import { darwin } from "./accounts/darwin.ts";
import { linux } from "./accounts/linux.ts";

const accounts = bySystem({ linux, darwin });

/** See AccountSource. */
export const { userBy, groupNumber } = accounts;

/** All groups of a user except the primary one, as initgroups(3) sets them. */
export const supplementaryGroups = (user: User): ReadonlyArray<number> =>
  [...new Set(accounts.groupsOf(user))].filter((group) => group !== user.gid);
