import type { User } from "../../domain/account/Account.ts";

/** Whether this account may manage everything. */
const managesAll = ({ role, scope, disabled }: User): boolean =>
  role === "admin" && scope === null && !disabled;

/**
 * Whether a change would leave no user who may manage everything, if there is one now. `after`: the user after the
 * change; null if it is removed.
 */
export const isLastAdmin = (users: ReadonlyArray<User>, before: User, after: User | null): boolean =>
  managesAll(before) &&
  (after === null || !managesAll(after)) &&
  !users.some((user) => user.name !== before.name && managesAll(user));
