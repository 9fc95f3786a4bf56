import { Schema } from "effect";
import { document, route } from "../route.ts";
import { allOf, LinkView, Password, Role, Scope, UserName, UserView } from "./account.ts";

const exact = { exact: true } as const;
const params = Schema.Struct({ name: Schema.String });

const rightsOf = ({ role, scope }: typeof UserView.Type): string =>
  `the role ${role}${scope === null ? "" : ` for ${scope.join(", ")}`}`;

/** The users, for admins. */
export const users = {
  users: route({
    name: "users",
    method: "GET",
    path: "/users",
    summary: "All users",
    role: "admin",
    answer: document(allOf(UserView)),
    refusals: ["JournalError"],
  }),
  createUser: route({
    name: "createUser",
    method: "POST",
    path: "/users",
    summary: "Add a user; without a password, with a one-time link to choose one",
    role: "admin",
    body: Schema.Struct({
      name: UserName,
      role: Role,
      scope: Schema.optionalWith(Scope, { default: () => null }),
      password: Schema.optionalWith(Password, exact),
    }),
    success: 201,
    examples: { body: { name: "ann", role: "operator", scope: ["web"] } },
    answer: document(Schema.Struct({ user: UserView, link: Schema.NullOr(LinkView) })),
    refusals: ["AccountConflict", "JournalError"],
    audit: {
      action: "create_user",
      resultOf: ({ user }) => ({
        ...{ paths: [], outcome: "done", account: `user:${user.name}` },
        reason: `the user ${user.name} was added, with ${rightsOf(user)}`,
      }),
    },
  }),
  updateUser: route({
    name: "updateUser",
    method: "PATCH",
    path: "/users/:name",
    summary: "Change a user's role or scope, or disable the user; it holds at once, in open sessions too",
    role: "admin",
    params,
    body: Schema.Struct({
      role: Schema.optionalWith(Role, exact),
      scope: Schema.optionalWith(Scope, exact),
      disabled: Schema.optionalWith(Schema.Boolean, exact),
    }),
    examples: { body: { role: "viewer" } },
    answer: document(UserView),
    refusals: ["NoSuchAccount", "AccountConflict", "JournalError"],
    audit: {
      action: "update_user",
      resultOf: (user) => ({
        ...{ paths: [], outcome: "done", account: `user:${user.name}` },
        reason: `the user ${user.name} has ${rightsOf(user)}${user.disabled ? ", and is disabled" : ""}`,
      }),
    },
  }),
  deleteUser: route({
    name: "deleteUser",
    method: "DELETE",
    path: "/users/:name",
    summary: "Remove a user, with all sessions",
    role: "admin",
    params,
    answer: document(UserView),
    refusals: ["NoSuchAccount", "AccountConflict", "JournalError"],
    audit: {
      action: "delete_user",
      resultOf: ({ name }) => ({
        ...{ paths: [], outcome: "done", account: `user:${name}` },
        reason: `the user ${name} was removed`,
      }),
    },
  }),
  resetUser: route({
    name: "resetUser",
    method: "POST",
    path: "/users/:name/reset",
    summary: "A one-time link by which a user chooses a new password",
    role: "admin",
    params,
    success: 201,
    answer: document(LinkView),
    refusals: ["NoSuchAccount", "JournalError"],
    audit: {
      action: "reset_user",
      resultOf: ({ user, expires_at }) => ({
        ...{ paths: [], outcome: "done", account: `user:${user}` },
        reason: `a link to choose a new password, which expires at ${expires_at}`,
      }),
    },
  }),
};
