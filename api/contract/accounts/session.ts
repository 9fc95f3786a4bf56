import { Schema } from "effect";
import { document, route } from "../route.ts";
import { allOf, LinkView, Password, SessionView, UserName, WhoAmI } from "./account.ts";
import type { Result } from "./audit.ts";

/** As long as a name can be. */
const ShortText = Schema.String.pipe(Schema.maxLength(256, { message: () => "is longer than any name" }));
/** Of a link. */
const Token = Schema.String.annotations({
  title: "token",
  message: () => ({ message: "must be a string", override: true }),
});

const done = (reason: string, account?: string): Result => ({
  ...{ paths: [], outcome: "done", reason },
  ...(account === undefined ? {} : { account }),
});

/**
 * Logging in and out, and one's own password. What is one's own is in every scope, which is why these routes are open to those
 * who may see a part of the tree only.
 */
export const session = {
  setup: route({
    name: "setup",
    method: "POST",
    path: "/setup",
    summary: "Make an admin by a one-time link, and log in",
    role: "anyone",
    scope: "tree",
    body: Schema.Struct({ token: Token, username: UserName, password: Password }),
    success: 201,
    examples: { body: { token: "q0ZkW3", username: "root", password: "four words beside others" } },
    answer: document(WhoAmI),
    refusals: ["InvalidLink", "AccountConflict", "JournalError"],
    audit: {
      action: "setup",
      resultOf: ({ principal }) => done(`${principal} was made an admin by a one-time link`, principal),
    },
  }),
  login: route({
    name: "login",
    method: "POST",
    path: "/session",
    summary: "Log in: the session is in a cookie, its CSRF token in the answer",
    role: "anyone",
    scope: "tree",
    body: Schema.Struct({ username: ShortText, password: Password }),
    success: 201,
    examples: { body: { username: "ann", password: "four words beside others" } },
    answer: document(WhoAmI),
    refusals: ["LoginFailed", "TooManyAttempts", "JournalError"],
    audit: { action: "login", resultOf: ({ principal }) => done(`${principal} logged in`, principal) },
  }),
  whoAmI: route({
    name: "whoAmI",
    method: "GET",
    path: "/session",
    summary: "The caller and its rights",
    role: "viewer",
    scope: "tree",
    answer: document(WhoAmI),
    refusals: ["JournalError"],
  }),
  logout: route({
    name: "logout",
    method: "DELETE",
    path: "/session",
    summary: "Log out: the session ends, and every token made from it",
    role: "viewer",
    scope: "tree",
    answer: document(Schema.Struct({ ended: Schema.Literal(true) })),
    refusals: ["AccountConflict", "NoSuchAccount", "JournalError"],
    audit: { action: "logout", resultOf: () => done("logged out") },
  }),
  changePassword: route({
    name: "changePassword",
    method: "POST",
    path: "/password",
    summary: "Change one's password, with the current one or a one-time link; all sessions of the user end",
    role: "anyone",
    scope: "tree",
    body: Schema.Struct({
      password: Password,
      /** The current password. */
      current: Schema.optionalWith(Password, { exact: true }),
      /** Of a link that an admin has made. */
      token: Schema.optionalWith(Token, { exact: true }),
    }),
    examples: { body: { password: "four words beside others", current: "the current one" } },
    answer: document(Schema.Struct({ user: Schema.String })),
    refusals: ["LoginFailed", "TooManyAttempts", "InvalidLink", "NoSuchAccount", "JournalError"],
    audit: {
      action: "change_password",
      resultOf: ({ user }, { token }) =>
        done(
          token === undefined ? "the password was changed" : "the password was set by a one-time link",
          `user:${user}`,
        ),
    },
  }),
  createToken: route({
    name: "createToken",
    method: "POST",
    path: "/token",
    summary: "A short-lived token (JWT) for the session or API key that asks",
    role: "viewer",
    scope: "tree",
    body: Schema.Struct({
      /** Seconds. */
      lifetime: Schema.optionalWith(
        Schema.Int.pipe(Schema.between(1, 900, { message: () => "takes a number of seconds from 1 to 900" })),
        { default: () => 900 },
      ),
    }),
    success: 201,
    examples: { body: { lifetime: 300 } },
    answer: document(
      Schema.Struct({
        token: Schema.String,
        token_type: Schema.Literal("Bearer"),
        expires_at: Schema.String,
      }),
    ),
    refusals: ["AccountConflict", "JournalError"],
    audit: {
      action: "create_token",
      resultOf: ({ expires_at }) => done(`a token that expires at ${expires_at}`),
    },
  }),
  createLink: route({
    name: "createLink",
    method: "POST",
    path: "/links",
    summary: "A one-time link by which an admin can be made, on this machine",
    role: "admin",
    success: 201,
    answer: document(LinkView),
    refusals: ["JournalError"],
    audit: {
      action: "create_link",
      resultOf: ({ expires_at }) => done(`a link to make an admin, which expires at ${expires_at}`),
    },
  }),
  sessions: route({
    name: "sessions",
    method: "GET",
    path: "/sessions",
    summary: "One's own sessions; those of all users for an admin",
    role: "viewer",
    scope: "tree",
    answer: document(allOf(SessionView)),
    refusals: ["JournalError"],
  }),
  endSession: route({
    name: "endSession",
    method: "DELETE",
    path: "/sessions/:id",
    summary: "End a session",
    role: "viewer",
    scope: "tree",
    params: Schema.Struct({ id: Schema.String }),
    answer: document(SessionView),
    refusals: ["NoSuchAccount", "JournalError"],
    audit: {
      action: "delete_session",
      resultOf: ({ user, address }) =>
        done(`a session of ${user}${address === null ? "" : ` from ${address}`} was ended`, `user:${user}`),
    },
  }),
};
