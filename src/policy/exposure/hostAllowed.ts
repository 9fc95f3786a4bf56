import { isEveryAddress, urlHost } from "./listenAddress.ts";

/** The names by which a daemon may be addressed. */
export interface OwnNames {
  /** The host on which it listens. */
  readonly listens: string;
  /** Further names, such as that of a reverse proxy; lower case. */
  readonly hosts: ReadonlyArray<string>;
}

const alwaysOwn: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Another site can make one of its names resolve to this machine, but not an IP address. */
const isIpAddress = (host: string): boolean => /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/.test(host);

/** The header `Host` without its port, in lower case. */
const hostWithoutPort = (header: string): string => header.toLowerCase().replace(/:\d*$/, "");

/**
 * Whether a request's `Host` header names this daemon. With DNS rebinding, a page of another site whose name was made
 * to resolve to this machine sends the name of that site.
 */
export const isHostAllowed = (header: string, { listens, hosts }: OwnNames): boolean => {
  const host = hostWithoutPort(header);
  if (alwaysOwn.has(host) || host === urlHost(listens) || hosts.includes(host)) return true;
  return isEveryAddress(listens) && isIpAddress(host);
};
