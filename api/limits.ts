import type { Duration } from "effect";

/** How much of the daemon one request may take up. */
export interface Limits {
  /** Bytes of a body. */
  readonly body: number;
  /** Bytes of a body that is a whole tree: some 10,000 children in full. */
  readonly treeBody: number;
  /** How long an answer may be held back that waits for something. */
  readonly hold: Duration.DurationInput;
}

const treeBody = 32 * 1024 * 1024;

/** For the owner of the home. */
export const customaryLimits: Limits = { body: treeBody, treeBody, hold: "10 minutes" };

/** For those who come by TCP. */
export const tcpLimits: Limits = { ...customaryLimits, body: 1024 * 1024 };
