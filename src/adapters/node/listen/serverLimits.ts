import { readFileSync } from "node:fs";
import { bySystem } from "../../../system.ts";
import { ulimit } from "../usage/ulimit.ts";

/**
 * How long clients may take, in ms, and how much they may send. The connection of a client that sends its request a
 * byte at a time, or nothing at all, is closed.
 */
export const serverLimits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  /** Longer than reverse proxies keep idle connections open; otherwise they would send requests on closed ones. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};

/** How long a TLS handshake may take, in ms. */
export const handshakeTimeout = 10_000;

const mostConnections = 2_048;

const limitInProc = (): number | null => {
  const soft = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];
  return soft === undefined ? null : Number(soft);
};

/** The maximum number of open files of this process; null if the system doesn't report it. */
const descriptorLimit = (): number | null => {
  try {
    return bySystem({ linux: limitInProc, darwin: ulimit })();
  } catch {
    return null;
  }
};

/** The maximum number of open TCP connections, because children need most of the descriptors. */
export const maxConnections = (limit: number | null = descriptorLimit()): number =>
  Math.min(mostConnections, Math.floor((limit ?? mostConnections) / 4));
