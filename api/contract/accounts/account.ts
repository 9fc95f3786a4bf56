import { Schema } from "effect";
import { patternProblem } from "../../../src/policy/access.ts";

/** The name of a new user: lower case, so that no two look alike. */
export const UserName = Schema.String.pipe(
  Schema.pattern(/^[a-z0-9][a-z0-9._@+-]{0,63}$/, {
    message: ({ actual }) =>
      `"${actual}" is not a valid user name: up to 64 lower-case letters, digits, ".", "_", "@", "+" and "-", beginning with a letter or digit`,
  }),
).annotations({ identifier: "UserName", title: "user name" });

/** The name of a new key. */
export const KeyName = Schema.String.pipe(
  Schema.pattern(/^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/, {
    message: ({ actual }) =>
      `"${actual}" is not a valid name for an API key: up to 64 letters, digits, ".", "_", "@", "+" and "-", beginning with a letter or digit`,
  }),
).annotations({ identifier: "KeyName", title: "key name" });

export const Role = Schema.Literal("viewer", "operator", "admin").annotations({
  identifier: "Role",
  message: ({ actual }) => ({
    message: `"${actual}" is not a role; use viewer, operator or admin`,
    override: true,
  }),
});

/** What is shown or typed once: never in an event, a log or another answer. */
export const Password = Schema.String.annotations({
  title: "password",
  jsonSchema: { type: "string", format: "password" },
  // What was typed is not repeated.
  message: () => ({ message: "must be a string", override: true }),
});

const Pattern = Schema.String.pipe(
  Schema.filter((pattern) => patternProblem(pattern) ?? undefined),
).annotations({ title: "subtree", examples: ["web", "web/*"] });

/** Subtrees, such as `web` or `web/*`; null: the whole tree. */
export const Scope = Schema.NullOr(Schema.NonEmptyArray(Pattern)).annotations({ title: "scope" });

const ScopeView = Schema.NullOr(Schema.Array(Schema.String));
/** ISO 8601 in UTC. */
const Time = Schema.String.annotations({ jsonSchema: { type: "string", format: "date-time" } });

export const UserView = Schema.Struct({
  name: Schema.String,
  role: Role,
  scope: ScopeView,
  created_at: Time,
  created_by: Schema.String,
  /** Can't log in. */
  disabled: Schema.Boolean,
  /** False until the user has chosen one by a one-time link. */
  has_password: Schema.Boolean,
}).annotations({ identifier: "User" });

export const KeyView = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  /** The beginning of the key. */
  prefix: Schema.String,
  role: Role,
  scope: ScopeView,
  created_at: Time,
  created_by: Schema.String,
  expires_at: Schema.NullOr(Time),
  /** To the minute. */
  last_used_at: Schema.NullOr(Time),
  /** An assistant that has it applies configurations without a person's confirmation (`/mcp`). */
  unattended: Schema.Boolean,
}).annotations({ identifier: "ApiKey" });

export const SessionView = Schema.Struct({
  id: Schema.String,
  user: Schema.String,
  created_at: Time,
  /** To the minute. */
  last_used_at: Time,
  expires_at: Time,
  /** The IP address that it was made from. */
  address: Schema.NullOr(Schema.String),
  /** How the client called itself. */
  agent: Schema.NullOr(Schema.String),
  /** It is the one that asks. */
  current: Schema.Boolean,
}).annotations({ identifier: "Session" });

/** A link that works once: `URL/setup#TOKEN` or `URL/reset#TOKEN`. */
export const LinkView = Schema.Struct({
  purpose: Schema.Literal("setup", "reset"),
  /** Whose password it resets. */
  user: Schema.NullOr(Schema.String),
  /** In this answer only. */
  token: Schema.String,
  expires_at: Time,
}).annotations({ identifier: "OneTimeLink" });

/** Who asks, and what that one may do. */
export const WhoAmI = Schema.Struct({
  /** `user:ann`, `key:ci`. */
  principal: Schema.String,
  role: Role,
  /** The roots of the subtrees that it may see; null: the whole tree. */
  scope: ScopeView,
  /** An assistant that comes so applies configurations without a person's confirmation. */
  unattended: Schema.optionalWith(Schema.Literal(true), { exact: true }),
  /** Null for a key, and on the socket of a home. */
  session: Schema.NullOr(Schema.Struct({ id: Schema.String, expires_at: Time })),
  /** What writes of a cookie's session need in the header `x-csrf-token`. */
  csrf: Schema.NullOr(Schema.String),
}).annotations({ identifier: "WhoAmI" });

/** All of a kind: there are few. */
export const allOf = <A>(item: Schema.Schema<A>) =>
  Schema.Struct({ items: Schema.Array(item), next: Schema.Null });
