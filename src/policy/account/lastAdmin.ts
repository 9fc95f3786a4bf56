import type { User } from "../../domain/account/Account.ts";

/** Whether somebody can manage everything with this account. */
const managesAll = ({ role, scope, disabled }: User): boolean =>
  role === "admin" && scope === null && !disabled;

/**
 * Whether a change would leave no user who may manage everything, where there is one. `after`: the user as it would be;
 * null: gone.
 */
export const isLastAdmin = (users: ReadonlyArray<User>, before: User, after: User | null): boolean =>
  managesAll(before) &&
  (after === null || !managesAll(after)) &&
  !users.some((user) => user.name !== before.name && managesAll(user));
