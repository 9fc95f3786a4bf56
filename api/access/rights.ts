import { Effect, Stream } from "effect";
import { scopeName } from "../../src/policy/access.ts";
import type { Caller } from "../caller.ts";
import { Access } from "./Access.ts";

/** Sessions and tokens expire without notice, so it is looked this often. */
const interval = "15 seconds";

/** Whether two callers may see and do the same. */
export const hasSameRights = (one: Caller, other: Caller): boolean =>
  one.role === other.role && scopeName(one.scope) === scopeName(other.scope);

/** The owner of a home, on its socket, has all rights for as long as there is a daemon. */
const canLoseRights = ({ session, principal }: Caller): boolean =>
  session !== null || principal.kind === "key";

/** Succeeds when a caller may not come in any more, or its rights are others than they were. */
export const endOfRights = (caller: Caller): Effect.Effect<void, never, Access> => {
  if (!canLoseRights(caller)) return Effect.never;
  return Effect.flatMap(Access, ({ changes, current }) => {
    // Accounts that can't be read now are looked at again with the next look.
    const now = Effect.orElseSucceed(current(caller), () => caller);
    return Stream.merge(changes, Stream.tick(interval)).pipe(
      Stream.mapEffect(() => now),
      Stream.takeUntil((found) => found === null || !hasSameRights(found, caller)),
      Stream.runDrain,
    );
  });
};
