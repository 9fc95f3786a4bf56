import type { Listener } from "../caller.ts";
import type { Access } from "./Access.ts";
import { sessionCookie } from "./cookie.ts";

/** A TCP address, for those with a session, an API key or a token. `url`: with the path under which the daemon is. */
export const tcpListener = (
  url: string,
  { identify }: typeof Access.Service,
  webSocket?: Listener["webSocket"],
): Listener => {
  const cookie = sessionCookie(url);
  return {
    ...{ address: url, cookie },
    ...(webSocket === undefined ? {} : { webSocket }),
    identify: (request, remote) => identify(request, remote, cookie),
  };
};
