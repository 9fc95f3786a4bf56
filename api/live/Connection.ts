import type { Frame } from "./Frame.ts";

/** The way to one client, whatever it is made of. No method throws or waits. */
export interface Connection {
  /** Bytes that were sent and that the system has not taken yet. */
  readonly unsent: () => number;
  readonly send: (frame: Frame) => void;
  /** Ask for a sign of life. */
  readonly ping: () => void;
  /** Say why, and end; a client that does not read is cut off soon after. `code`: as of a WebSocket. */
  readonly close: (code: number, reason: string) => void;
  readonly terminate: () => void;
}

/** Who is at the other end: told what comes from there. */
export interface Listening {
  readonly received: (text: string) => void;
  /** A sign of life. */
  readonly alive: () => void;
  readonly closed: () => void;
}

/** Why connections are ended: codes of RFC 6455, and from 4400 on our own, after those of HTTP. */
export const closeCodes = {
  leaving: 1001,
  notText: 1003,
  notJson: 1007,
  violation: 1008,
  tooSlow: 1013,
  unauthenticated: 4401,
  forbidden: 4403,
} as const;
