import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How requests are converted to the form that the API expects. */
interface Arrivals {
  /** The path under which a reverse proxy publishes this daemon; empty: none. */
  readonly basePath: string;
  /** The IP addresses of trusted reverse proxies. */
  readonly trustedProxies: ReadonlyArray<string>;
  /** The default headers of all responses. */
  readonly answerHeaders: Readonly<Record<string, string>>;
}

/** A request, with the address of the client for which a trusted proxy forwarded it. */
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
 * The client's address in `x-forwarded-for`: the last one that is not a trusted proxy, because the client itself may
 * have sent everything before it.
 */
const clientAddress = (addresses: ReadonlyArray<string>, trusted: ReadonlyArray<string>): string | null => {
  const client = addresses.map(plainAddress).findLast((address) => !trusted.includes(address));
  return client !== undefined && isIpAddress(client) ? client : null;
};

/** Take the client's address and the host from the headers of a trusted proxy. Those of other senders are ignored. */
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

/** Give each request the path and the host that the API expects, whichever proxy forwarded it. */
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
