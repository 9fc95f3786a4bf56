import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How requests are brought to the form in which the API expects them. */
interface Arrivals {
  /** The path under which a reverse proxy publishes this daemon; empty: none. */
  readonly basePath: string;
  /** The IP addresses of reverse proxies that are believed. */
  readonly trustedProxies: ReadonlyArray<string>;
  /** Headers that every answer has unless it sets its own. */
  readonly answerHeaders: Readonly<Record<string, string>>;
}

/** A request, with the address of the client that a trusted proxy has passed it on for. */
type Arrival = IncomingMessage & { clientAddress?: string };

const replaceHost = (incoming: IncomingMessage, host: string): void => {
  const { headers, rawHeaders } = incoming;
  headers.host = host;
  for (let at = rawHeaders.length - 2; at >= 0; at -= 2)
    if (rawHeaders[at]?.toLowerCase() === "host") rawHeaders[at + 1] = host;
};

/** An IPv4 address in IPv6 form as IPv4. */
const plainAddress = (address: string): string => address.replace(/^::ffff:/i, "");

const isIpAddress = (text: string): boolean => /^[0-9a-f:.]{2,45}$/i.test(text);

const listed = (header: string | ReadonlyArray<string> | undefined): ReadonlyArray<string> =>
  String(header ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/**
 * The client's address in `x-forwarded-for`: the last one that is no trusted proxy, since everything before it was sent
 * by that client.
 */
const clientAddress = (addresses: ReadonlyArray<string>, trusted: ReadonlyArray<string>): string | null => {
  const client = addresses.map(plainAddress).findLast((address) => !trusted.includes(address));
  return client !== undefined && isIpAddress(client) ? client : null;
};

/** Take the client's address and the host from what a trusted proxy says. Others are not believed. */
const settleForwarded = (incoming: Arrival, trusted: ReadonlyArray<string>): void => {
  if (!trusted.includes(plainAddress(incoming.socket.remoteAddress ?? ""))) return;
  const { headers } = incoming;
  const client = clientAddress(listed(headers["x-forwarded-for"]), trusted);
  const host = listed(headers["x-forwarded-host"]).at(-1);
  if (client !== null) incoming.clientAddress = client;
  if (host !== undefined) replaceHost(incoming, host);
};

const withoutBase = (url: string, basePath: string): string => {
  if (!url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === "" || rest.startsWith("?")) return `/${rest}`;
  return rest.startsWith("/") ? rest : url;
};

/** Give each request the path and the host that it has for the API, whatever proxy it came through. */
export const prepareArrivals = (
  server: Server,
  { basePath, trustedProxies, answerHeaders }: Arrivals,
): void => {
  const defaults = Object.entries(answerHeaders);
  const prepare = (incoming: Arrival): void => {
    if (trustedProxies.length > 0) settleForwarded(incoming, trustedProxies);
    if (basePath !== "") incoming.url = withoutBase(incoming.url ?? "/", basePath);
  };
  server.prependListener("request", (incoming: Arrival, outgoing: ServerResponse) => {
    prepare(incoming);
    for (const [name, value] of defaults) outgoing.setHeader(name, value);
  });
  server.prependListener("upgrade", prepare);
};
