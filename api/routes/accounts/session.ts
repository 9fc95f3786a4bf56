import { Effect } from "effect";
import { AccountConflict, type JournalError, LoginFailed } from "../../../src/domain/Errors.ts";
import { scopeOf } from "../../../src/policy/access.ts";
import { Access } from "../../access/Access.ts";
import { cookieIn, noCookie, type SessionCookie, setCookie } from "../../access/cookie.ts";
import { type HeaderOf, isCrossOrigin } from "../../access/crossOrigin.ts";
import { originOf } from "../../access/origin.ts";
import { isLocal } from "../../access/remote.ts";
import type { OpenedSession } from "../../access/sessions.ts";
import { BadRequest } from "../../answer/problem.ts";
import { Reply } from "../../answer/Reply.ts";
import { unstored } from "../../answer/unstored.ts";
import { byOf, type Caller, Forbidden } from "../../caller.ts";
import { contract } from "../../contract/contract.ts";
import { handle } from "../../handle.ts";
import { linkView, sessionView } from "../../tree/accountViews.ts";

const iso = (ms: number): string => new Date(ms).toISOString();

/** With it another site could log a browser in as another user. */
const ownPage = (header: HeaderOf): Effect.Effect<void, Forbidden> =>
  isCrossOrigin(header)
    ? new Forbidden({ message: "a browser has sent this from a page of another site" })
    : Effect.void;

const local = (caller: Caller, header: HeaderOf): Effect.Effect<void, Forbidden> =>
  isLocal(caller.remote, header)
    ? Effect.void
    : new Forbidden({
        message:
          "a link that makes an admin works on the machine of the daemon only; open it there, or through an SSH tunnel (`ssh -L`)",
      });

/** The token of a session goes into the cookie, and nowhere else. */
const cookieOf = (cookie: SessionCookie, { session, token }: OpenedSession) => ({
  ...unstored,
  "set-cookie": setCookie(cookie, token, (session.expiresAt - session.createdAt) / 1000),
});

/** The answer to a login. */
const loggedIn = (opened: OpenedSession, cookie: SessionCookie) =>
  Effect.gen(function* () {
    const { csrfOf } = yield* Access;
    const { session, token, user } = opened;
    const answer = {
      ...{ principal: `user:${user.name}`, role: user.role, scope: scopeOf(user.scope) },
      ...{ session: { id: session.id, expires_at: iso(session.expiresAt) }, csrf: csrfOf(token) },
    };
    const headers = cookieOf(cookie, opened);
    return new Reply(answer, { headers });
  });

/** What is asked with a role that has a name: `authorise` has let in nobody else. */
const whoIs = (
  caller: Caller,
  header: HeaderOf,
  cookie: SessionCookie,
): Effect.Effect<typeof contract.whoAmI.answer.schema.Type, JournalError, Access> =>
  Effect.gen(function* () {
    const { csrfOf, sessions } = yield* Access;
    const { scope, session: id } = caller;
    const own = id === null ? undefined : (yield* sessions.visibleTo(caller)).find((one) => one.id === id);
    const token = header("authorization") === null ? cookieIn(header("cookie"), cookie) : null;
    return {
      principal: byOf(caller),
      role: caller.role === "anyone" ? "viewer" : caller.role,
      scope,
      session: own === undefined ? null : { id: own.id, expires_at: iso(own.expiresAt) },
      csrf: own === undefined || token === null ? null : csrfOf(token),
      ...(caller.unattended ? { unattended: true } : {}),
    };
  });

const withoutSession = new AccountConflict({
  reason: "no_credential",
  message: "there is no session to end: you use an API key, or the socket of the home",
});

const loginFirst = new LoginFailed({
  message: "log in before you change your password, or give the `token` of a link that resets it",
});

/** Logging in and out, one's own password, tokens, and links that work once. */
export const session = () => ({
  setup: handle(contract.setup, ({ body: { token, username, password }, caller, header, cookie }) =>
    Effect.gen(function* () {
      yield* ownPage(header);
      yield* local(caller, header);
      const { users, sessions } = yield* Access;
      const user = yield* users.setUp(token, username, password);
      const former = cookieIn(header("cookie"), cookie);
      return yield* loggedIn(yield* sessions.open(user, originOf(caller.remote, header), former), cookie);
    }),
  ),
  login: handle(contract.login, ({ body: { username, password }, caller, header, cookie }) =>
    Effect.gen(function* () {
      yield* ownPage(header);
      const { checkPassword, sessions } = yield* Access;
      const origin = originOf(caller.remote, header);
      const user = yield* checkPassword(username, password, origin);
      const former = cookieIn(header("cookie"), cookie);
      return yield* loggedIn(yield* sessions.open(user, origin, former), cookie);
    }),
  ),
  whoAmI: handle(contract.whoAmI, ({ caller, header, cookie }) =>
    Effect.map(whoIs(caller, header, cookie), (answer) => new Reply(answer, { headers: unstored })),
  ),
  logout: handle(contract.logout, ({ caller, cookie }) =>
    Effect.gen(function* () {
      if (caller.session === null) return yield* withoutSession;
      yield* (yield* Access).sessions.end(caller.session, caller);
      return new Reply({ ended: true as const }, { headers: { "set-cookie": noCookie(cookie) } });
    }),
  ),
  changePassword: handle(
    contract.changePassword,
    ({ body: { password, current, token }, caller, header, cookie }) =>
      Effect.gen(function* () {
        const { users, sessions, checkPassword } = yield* Access;
        if ((current === undefined) === (token === undefined))
          return yield* new BadRequest({
            message: "give the `current` password, or the `token` of a link that resets it",
          });
        yield* ownPage(header);
        if (token !== undefined) {
          const { name } = yield* users.resetPassword(token, password);
          return new Reply({ user: name }, {});
        }
        if (caller.session === null || caller.principal.kind !== "user") return yield* loginFirst;
        const origin = originOf(caller.remote, header);
        const { name } = yield* checkPassword(caller.principal.id, current ?? "", origin);
        const user = yield* users.setPassword(name, password);
        const opened = yield* sessions.open(user, origin, null);
        const headers = cookieOf(cookie, opened);
        return new Reply({ user: name }, { headers });
      }),
  ),
  createToken: handle(contract.createToken, ({ body: { lifetime }, caller }) =>
    Effect.gen(function* () {
      const { createToken } = yield* Access;
      const { token, expiresAt } = yield* createToken(caller, lifetime * 1000);
      const answer = { token, token_type: "Bearer" as const, expires_at: iso(expiresAt) };
      return new Reply(answer, { headers: unstored });
    }),
  ),
  createLink: handle(contract.createLink, ({ caller }) =>
    Effect.gen(function* () {
      const { makeLink } = yield* Access;
      const link = yield* makeLink({ purpose: "setup", user: null, createdBy: byOf(caller) });
      return new Reply(linkView(link), { headers: unstored });
    }),
  ),
  sessions: handle(contract.sessions, ({ caller }) =>
    Effect.gen(function* () {
      const all = yield* (yield* Access).sessions.visibleTo(caller);
      return { items: all.map((one) => sessionView(one, caller)), next: null };
    }),
  ),
  endSession: handle(contract.endSession, ({ params: { id }, caller }) =>
    Effect.map(
      Effect.flatMap(Access, ({ sessions }) => sessions.end(id, caller)),
      (ended) => sessionView(ended, caller),
    ),
  ),
});
