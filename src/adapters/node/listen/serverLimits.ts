import { readFileSync } from "node:fs";

/**
 * How long clients may take, in ms, and how much they may send: one that sends its request a byte at a time, or nothing
 * at all, is closed.
 */
export const serverLimits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  /** Longer than reverse proxies keep unused connections open: else they would send requests into closed ones. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};

/** How long a TLS handshake may take, in ms. */
export const handshakeTimeout = 10_000;

const mostConnections = 2_048;

/** How many files this process may have open; null where the system doesn't tell. */
const descriptorLimit = (): number | null => {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
};

/** How many TCP connections may be open at once: children need most of the descriptors. */
export const maxConnections = (limit: number | null = descriptorLimit()): number =>
  Math.min(mostConnections, Math.floor((limit ?? mostConnections) / 4));
