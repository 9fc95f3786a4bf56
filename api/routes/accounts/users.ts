import { Effect } from "effect";
import { Access } from "../../access/Access.ts";
import { Reply } from "../../answer/Reply.ts";
import { unstored } from "../../answer/unstored.ts";
import { byOf, type Caller } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { linkView, userView } from "../../tree/accountViews.ts";

const resetLink = (user: string, caller: Caller) =>
  Effect.map(
    Effect.flatMap(Access, ({ makeLink }) => makeLink({ purpose: "reset", user, createdBy: byOf(caller) })),
    linkView,
  );

/** The users. */
export const users = () => ({
  users: handle(contract.users, () =>
    Effect.gen(function* () {
      const all = yield* (yield* Access).users.list;
      return { items: all.map(userView), next: null };
    }),
  ),
  createUser: handle(contract.createUser, ({ body: { name, role, scope, password = null }, caller }) =>
    Effect.gen(function* () {
      const access = yield* Access;
      const user = yield* access.users.create({ name, role, scope, password, by: byOf(caller) });
      const link = password === null ? yield* resetLink(name, caller) : null;
      return new Reply({ user: userView(user), link }, { headers: unstored });
    }),
  ),
  updateUser: handle(contract.updateUser, ({ params: { name }, body }) =>
    Effect.map(
      Effect.flatMap(Access, (access) => access.users.update(name, body)),
      userView,
    ),
  ),
  deleteUser: handle(contract.deleteUser, ({ params: { name } }) =>
    Effect.map(
      Effect.flatMap(Access, (access) => access.users.remove(name)),
      userView,
    ),
  ),
  resetUser: handle(contract.resetUser, ({ params: { name }, caller }) =>
    Effect.gen(function* () {
      const user = yield* (yield* Access).users.get(name);
      return new Reply(yield* resetLink(user.name, caller), { headers: unstored });
    }),
  ),
});
