import { Clock, Effect } from "effect";
import type { ApiKey, Session } from "../../src/domain/account/Account.ts";
import type { JournalError } from "../../src/domain/Errors.ts";
import { scopeOf } from "../../src/policy/access.ts";
import { isExpired, isOver } from "../../src/policy/account/lifetimes.ts";
import { followedBy } from "../answer/settled.ts";
import { type Caller, Forbidden, type NotAdmitted, Unauthenticated } from "../caller.ts";
import { cookieIn, type SessionCookie } from "./cookie.ts";
import { type HeaderOf, isCrossOrigin, isSafe } from "./crossOrigin.ts";
import type { Directory } from "./Directory.ts";
import { keyPrefix } from "./keys.ts";
import { csrfOf } from "./sessions.ts";
import type { makeTokens } from "./tokens.ts";
import type { World } from "./world.ts";

const unknown = new Unauthenticated({
  message: "this API key or token is unknown, has expired or was revoked",
});
const over = new Unauthenticated({ message: "this session has ended; log in again" });
const nobody = new Unauthenticated({
  message: "this route needs a session, an API key or a token",
});
const foreign = new Forbidden({ message: "a browser has sent this from a page of another site" });
const withoutCsrf = new Forbidden({
  message: "a session changes something only with the header `x-csrf-token`, which `GET /session` gives",
});

/** The caller of a session, with the rights that its user has now; null where it has ended. */
const callerOfSession = (
  session: Session | undefined,
  known: Directory,
  remote: string | null,
  now: number,
): Caller | null => {
  const user = session === undefined ? undefined : known.user(session.user);
  if (session === undefined || user === undefined || user.disabled || isOver(session, now)) return null;
  return {
    principal: { kind: "user", id: user.name },
    role: user.role,
    scope: scopeOf(user.scope),
    remote,
    session: session.id,
    claim: null,
  };
};

const callerOfKey = (key: ApiKey | undefined, remote: string | null, now: number): Caller | null =>
  key === undefined || isExpired(key, now)
    ? null
    : {
        principal: { kind: "key", id: key.name },
        role: key.role,
        scope: scopeOf(key.scope),
        remote,
        session: null,
        claim: null,
        ...(key.unattended ? { unattended: true } : {}),
      };

/** Who sends a request over TCP: whose key, token or session it shows. */
export const makeIdentify = (world: World, tokens: ReturnType<typeof makeTokens>) => {
  const { credentials, directory, directoryNow, clock } = world;

  const byKey = (
    known: Directory,
    token: string,
    remote: string | null,
    now: number,
  ): Effect.Effect<Caller, NotAdmitted> => {
    const key = known.keyWith(credentials.digest(token));
    const caller = callerOfKey(key, remote, now);
    if (key === undefined || caller === null) return unknown;
    return followedBy(known.useKey(key, now), () => Effect.succeed(caller));
  };

  const bySession = (session: Session | undefined, known: Directory, remote: string | null, now: number) => {
    const caller = callerOfSession(session, known, remote, now);
    return session === undefined || caller === null
      ? null
      : followedBy(known.useSession(session, now), () => Effect.succeed(caller));
  };

  const byToken = (
    known: Directory,
    token: string,
    remote: string | null,
    now: number,
  ): Effect.Effect<Caller, NotAdmitted> =>
    Effect.flatMap(tokens.claimsIn(token), (claims) => {
      if (claims === null) return unknown;
      const { parent, expiresAt } = claims;
      const withEnd = (caller: Caller): Caller => ({ ...caller, until: expiresAt });
      if (parent.kind === "session")
        return Effect.map(bySession(known.session(parent.id), known, remote, now) ?? unknown, withEnd);
      const caller = callerOfKey(known.key(parent.id), remote, now);
      return caller === null ? unknown : Effect.succeed(withEnd(caller));
    });

  /** A browser sends its cookie with requests of any page, so the request has to prove that it comes from ours. */
  const byCookie = (
    known: Directory,
    token: string,
    { method }: Request,
    header: HeaderOf,
    remote: string | null,
    now: number,
  ): Effect.Effect<Caller, NotAdmitted> => {
    const identified = bySession(known.sessionWith(credentials.digest(token)), known, remote, now);
    if (identified === null) return over;
    if (isCrossOrigin(header)) return foreign;
    if (!isSafe(method) && header("x-csrf-token") !== csrfOf(world, token)) return withoutCsrf;
    return identified;
  };

  return {
    identify: (
      request: Request,
      remote: string | null,
      cookie: SessionCookie,
    ): Effect.Effect<Caller, NotAdmitted> => {
      const header: HeaderOf = (name) => request.headers.get(name);
      const authorization = header("authorization");
      const bearer = authorization === null ? null : /^bearer +(\S+)$/i.exec(authorization)?.[1];
      const session = cookieIn(header("cookie"), cookie);
      // What is wrong is not overlooked because there is a cookie besides.
      if (bearer === undefined) return nobody;
      if (bearer === null && session === null) return nobody;
      return followedBy(directoryNow(), (known) => {
        const now = clock.unsafeCurrentTimeMillis();
        if (bearer !== null)
          return bearer.startsWith(keyPrefix)
            ? byKey(known, bearer, remote, now)
            : byToken(known, bearer, remote, now);
        return byCookie(known, session ?? "", request, header, remote, now);
      });
    },
    /** A caller with the rights that it has now; null where its session, key or token is no more. */
    current: (caller: Caller): Effect.Effect<Caller | null, JournalError> =>
      Effect.gen(function* () {
        const { principal, session, remote, until = Number.POSITIVE_INFINITY } = caller;
        const known = yield* directory;
        const now = yield* Clock.currentTimeMillis;
        if (now >= until) return null;
        if (session !== null) return callerOfSession(known.session(session), known, remote, now);
        if (principal.kind !== "key") return caller;
        const key = known.keys.find(({ name }) => name === principal.id);
        return callerOfKey(key, remote, now);
      }),
  };
};
