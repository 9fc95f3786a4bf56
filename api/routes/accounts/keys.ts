import { Clock, Effect } from "effect";
import { Access } from "../../access/Access.ts";
import { BadRequest } from "../../answer/problem.ts";
import { Reply } from "../../answer/Reply.ts";
import { unstored } from "../../answer/unstored.ts";
import { byOf } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { keyView } from "../../tree/accountViews.ts";

const inTheFuture = (expiresAt: number | null | undefined): Effect.Effect<void, BadRequest> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => {
    if (expiresAt === null || expiresAt === undefined || expiresAt > now) return Effect.void;
    const message = "must be in the future";
    return new BadRequest({
      message: `expires_at: ${message}`,
      errors: [{ path: "expires_at", message }],
    });
  });

/** The API keys. */
export const keys = () => ({
  keys: handle(contract.keys, () =>
    Effect.gen(function* () {
      const all = yield* (yield* Access).keys.list;
      return { items: all.map(keyView), next: null };
    }),
  ),
  createKey: handle(contract.createKey, ({ body: { name, role, scope, expires_at, unattended }, caller }) =>
    Effect.gen(function* () {
      yield* inTheFuture(expires_at);
      const access = yield* Access;
      const made = yield* access.keys.create({
        ...{ name, role, scope, expiresAt: expires_at, unattended },
        by: byOf(caller),
      });
      return new Reply({ ...keyView(made.key), key: made.secret }, { headers: unstored });
    }),
  ),
  updateKey: handle(contract.updateKey, ({ params: { id }, body: { expires_at, ...rights } }) =>
    Effect.gen(function* () {
      yield* inTheFuture(expires_at);
      const expiry = expires_at === undefined ? {} : { expiresAt: expires_at };
      return keyView(yield* (yield* Access).keys.update(id, { ...rights, ...expiry }));
    }),
  ),
  deleteKey: handle(contract.deleteKey, ({ params: { id } }) =>
    Effect.map(
      Effect.flatMap(Access, (access) => access.keys.remove(id)),
      keyView,
    ),
  ),
});
