import { Effect } from "effect";
import type { ProbePort } from "../../../domain/tree/ProbeSpec.ts";
import type { Attempt } from "../../../ports/machine/Prober.ts";

/** Reports the result of an attempt; later calls are ignored. */
export type Settle = (found: Attempt) => void;

export const success = (message: string): Attempt => ({ outcome: "success", message });
export const failure = (message: string): Attempt => ({ outcome: "failure", message });

/** An attempt by callbacks. `begin` returns what ends it; what it throws is a failure. */
export const attempt = (begin: (settle: Settle) => () => void): Effect.Effect<Attempt> =>
  Effect.async<Attempt>((resume) => {
    try {
      const end = begin((found) => resume(Effect.succeed(found)));
      return Effect.sync(end);
    } catch (error) {
      return resume(Effect.succeed(failure(error instanceof Error ? error.message : String(error))));
    }
  });

/** Why a port is not known: its child has not declared it. The configuration refuses that. */
export const missingPort = (port: Exclude<ProbePort, number>): Attempt =>
  failure(`the run has no port ${port.name === null ? "of its own" : `called ${port.name}`}`);

const words = new Map<string, (at: string, host: string) => string>([
  ["ECONNREFUSED", (at) => `connection refused on ${at}`],
  ["ECONNRESET", (at) => `connection to ${at} was reset`],
  ["EPIPE", (at) => `connection to ${at} was closed`],
  ["ETIMEDOUT", (at) => `connection to ${at} timed out`],
  ["EHOSTUNREACH", (_, host) => `no route to host ${host}`],
  ["ENETUNREACH", (_, host) => `no network to host ${host}`],
  ["ENOTFOUND", (_, host) => `host ${host} not found`],
  ["EAI_AGAIN", (_, host) => `host ${host} can't be looked up now`],
  ["EMFILE", () => "the daemon has too many open files"],
  ["EADDRNOTAVAIL", (at) => `no local port left for a connection to ${at}`],
  ["HPE_HEADER_OVERFLOW", (at) => `${at} answered with too many headers`],
]);

/** Why there is no connection, or no proper answer. */
export const networkFailure = (error: NodeJS.ErrnoException, at: string, host: string): Attempt => {
  const { code = "" } = error;
  if (code.startsWith("HPE_") && !words.has(code))
    return failure(`${at} does not answer with HTTP (${code})`);
  return failure(words.get(code)?.(at, host) ?? `${at}: ${error.message || code}`);
};
