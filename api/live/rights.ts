import { Effect, Stream } from "effect";
import { Access } from "../access/Access.ts";
import type { Caller } from "../caller.ts";
import type { Client } from "./Client.ts";
import { closeCodes } from "./Connection.ts";
import { scopeName } from "./Numberings.ts";

const hasSameRights = (one: Caller, other: Caller): boolean =>
  one.role === other.role && scopeName(one.scope) === scopeName(other.scope);

/** End the connections of those who may not come in any more, or whose rights are others now. */
export const recheck = (clients: ReadonlySet<Client>): Effect.Effect<void, never, Access> =>
  Effect.gen(function* () {
    const { current } = yield* Access;
    for (const client of [...clients]) {
      // Accounts that can't be read now are looked at again with the next ping.
      const found = yield* Effect.option(current(client.caller));
      if (found._tag === "None") continue;
      if (found.value === null)
        client.close(closeCodes.unauthenticated, "the session, key or user is no more; log in again");
      else if (!hasSameRights(found.value, client.caller))
        client.close(closeCodes.forbidden, "the rights are others now; connect again");
    }
  });

/** Do so whenever something about the accounts changes. */
export const recheckOnChange = (clients: ReadonlySet<Client>): Effect.Effect<void, never, Access> =>
  Effect.flatMap(Access, ({ changes }) => Stream.runForEach(changes, () => recheck(clients)));
