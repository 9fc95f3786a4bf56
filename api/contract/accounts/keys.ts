import { Schema } from "effect";
import { Moment } from "../query.ts";
import { document, route } from "../route.ts";
import { allOf, KeyName, KeyView, Role, Scope } from "./account.ts";

const exact = { exact: true } as const;
const params = Schema.Struct({ id: Schema.String });
/** Null: never. */
const ExpiresAt = Schema.NullOr(Moment);

const rightsOf = ({ role, scope, expires_at, unattended }: typeof KeyView.Type): string =>
  `the role ${role}${scope === null ? "" : ` for ${scope.join(", ")}`}${
    expires_at === null ? "" : `, until ${expires_at}`
  }${unattended ? ", for assistants that apply configurations unattended" : ""}`;

/** The API keys, for admins. */
export const keys = {
  keys: route({
    name: "keys",
    method: "GET",
    path: "/keys",
    summary: "All API keys, without the keys themselves",
    role: "admin",
    answer: document(allOf(KeyView)),
    refusals: ["JournalError"],
  }),
  createKey: route({
    name: "createKey",
    method: "POST",
    path: "/keys",
    summary: "Make an API key; it is shown in this answer only",
    role: "admin",
    body: Schema.Struct({
      name: KeyName,
      role: Role,
      scope: Schema.optionalWith(Scope, { default: () => null }),
      expires_at: Schema.optionalWith(ExpiresAt, { default: () => null }),
      /** Let an assistant that has it apply configurations without a person's confirmation (`/mcp`). */
      unattended: Schema.optionalWith(Schema.Boolean, { default: () => false }),
    }),
    success: 201,
    examples: { body: { name: "ci", role: "operator", expires_at: "2027-01-31T08:00:00Z" } },
    answer: document(Schema.Struct({ ...KeyView.fields, key: Schema.String })),
    refusals: ["AccountConflict", "JournalError"],
    audit: {
      action: "create_key",
      resultOf: (key) => ({
        ...{ paths: [], outcome: "done", account: `key:${key.name}` },
        reason: `the API key ${key.name} was made, with ${rightsOf(key)}`,
      }),
    },
  }),
  updateKey: route({
    name: "updateKey",
    method: "PATCH",
    path: "/keys/:id",
    summary: "Change an API key's rights or expiry; it holds at once",
    role: "admin",
    params,
    body: Schema.Struct({
      role: Schema.optionalWith(Role, exact),
      scope: Schema.optionalWith(Scope, exact),
      expires_at: Schema.optionalWith(ExpiresAt, exact),
      unattended: Schema.optionalWith(Schema.Boolean, exact),
    }),
    examples: { body: { scope: ["web"] } },
    answer: document(KeyView),
    refusals: ["NoSuchAccount", "JournalError"],
    audit: {
      action: "update_key",
      resultOf: (key) => ({
        ...{ paths: [], outcome: "done", account: `key:${key.name}` },
        reason: `the API key ${key.name} has ${rightsOf(key)}`,
      }),
    },
  }),
  deleteKey: route({
    name: "deleteKey",
    method: "DELETE",
    path: "/keys/:id",
    summary: "Revoke an API key, and every token made from it",
    role: "admin",
    params,
    answer: document(KeyView),
    refusals: ["NoSuchAccount", "JournalError"],
    audit: {
      action: "delete_key",
      resultOf: ({ name }) => ({
        ...{ paths: [], outcome: "done", account: `key:${name}` },
        reason: `the API key ${name} was revoked`,
      }),
    },
  }),
};
