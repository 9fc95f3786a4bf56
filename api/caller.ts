import { Data, Effect } from "effect";
import type { Context } from "hono";
import type { JournalError } from "../src/domain/Errors.ts";
import {
  claimHeader,
  type Principal,
  type PrincipalText,
  printPrincipal,
  type RequiredRole,
} from "../src/domain/Principal.ts";
import type { AccessScope } from "../src/policy/access.ts";
import type { SessionCookie } from "./access/cookie.ts";
import type { Connection, Listening } from "./live/Connection.ts";

/** The sender of a request, as identified by its connection. */
export interface Caller {
  readonly principal: Principal;
  /** `anyone`: it has shown no principal. */
  readonly role: RequiredRole;
  readonly scope: AccessScope;
  /** The IP address it came from; null on a unix socket. */
  readonly remote: string | null;
  /** The id of the session that it came with; null without one. */
  readonly session: string | null;
  /** The name that the client claims, if it differs from the principal; grants no rights. */
  readonly claim: PrincipalText | null;
}

/** The connection does not identify the sender of a request. */
export class Unauthenticated extends Data.TaggedError("Unauthenticated")<{ readonly message: string }> {}

/** The sender of a request may not do this. */
export class Forbidden extends Data.TaggedError("Forbidden")<{ readonly message: string }> {}

/** Why the sender of a request is not let in. */
export type NotAdmitted = Unauthenticated | Forbidden | JournalError;

/** An address that accepts requests, and how it identifies their senders. */
export interface Listener {
  /** The path of a unix socket, or a URL. */
  readonly address: string;
  /** `remote`: the IP address of the sender; null on a unix socket. Fails where nobody may come in so. */
  readonly identify: (request: Request, remote: string | null) => Effect.Effect<Caller, NotAdmitted>;
  /** The cookie in which sessions are kept; left out: one without TLS at the root. */
  readonly cookie?: SessionCookie;
  /** Turns a request into a WebSocket, and begins with it once it is open; left out: it has none. */
  readonly webSocket?: (context: Context, begin: (connection: Connection) => Listening) => Promise<Response>;
}

/** Somebody who has shown no principal. Only routes for anyone are open to it. */
export const anonymousCaller = (remote: string | null): Caller => ({
  principal: { kind: "anonymous" },
  role: "anyone",
  scope: null,
  remote,
  session: null,
  claim: null,
});

/** The principal as text, as in events and revisions. */
export const byOf = ({ principal }: Caller): PrincipalText => printPrincipal(principal);

/** No longer than a name can be (useradd(8) allows 32 characters, directory services more). */
const longestClaim = 256;

const claimIn = (request: Request, known: PrincipalText): PrincipalText | null => {
  const header = request.headers.get(claimHeader) ?? "";
  if (header === "" || header.length > longestClaim) return null;
  try {
    const claim = printPrincipal({ kind: "user", id: decodeURIComponent(header) });
    return claim === known ? null : claim;
  } catch {
    // Not percent-encoded.
    return null;
  }
};

/** The unix socket in a home; the permissions of the folder admit its owner only. */
export const localListener = (
  address: string,
  owner: string,
  webSocket?: Listener["webSocket"],
): Listener => {
  const principal: Principal = { kind: "user", id: owner };
  const known = printPrincipal(principal);
  return {
    address,
    ...(webSocket === undefined ? {} : { webSocket }),
    identify: (request) =>
      Effect.sync(() => ({
        principal,
        role: "admin",
        scope: null,
        remote: null,
        session: null,
        claim: claimIn(request, known),
      })),
  };
};
