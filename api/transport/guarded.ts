import { isHostAllowed, type OwnNames } from "../../src/policy/exposure/hostAllowed.ts";
import { refuse } from "../answer/problem.ts";

/** Something that answers requests, such as an app of Hono. `env`: what it came with. */
interface Answering {
  readonly fetch: (request: Request, env?: unknown) => Response | Promise<Response>;
}

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host;
  } catch {
    // `null`: a page without an origin, such as one in a sandbox.
    return null;
  }
};

/**
 * Whether a page of another site asks for a WebSocket. Browsers let every page open one, and send cookies with the request;
 * that a page has an origin is all that they say.
 */
const isForeignUpgrade = ({ headers }: Request, host: string): boolean => {
  if (headers.get("upgrade") === null) return false;
  const origin = headers.get("origin");
  return origin !== null && hostOf(origin) !== host.toLowerCase();
};

/** Why a request is refused whatever its credentials; null if it is not. */
const refusalOf = (request: Request, names: OwnNames): Response | null => {
  const host = request.headers.get("host") ?? "";
  if (!isHostAllowed(host, names))
    return refuse("MisdirectedRequest", "the header `host` names another server than this one");
  if (isForeignUpgrade(request, host))
    return refuse("CrossOrigin", "a page of another site has asked for this connection");
  return null;
};

/** The same, for requests that name this daemon and come from no other site. */
export const guarded =
  ({ fetch }: Answering, names: OwnNames): Answering["fetch"] =>
  (request, env) =>
    refusalOf(request, names) ?? fetch(request, env);

/** The answer of a daemon whose tree is not there yet. */
export const starting = (): Response => refuse("Starting", "the daemon is starting", { "retry-after": "1" });
