import type { Ready } from "../../domain/tree/ChildSpec.ts";
import { describeCheck } from "./probe.ts";

/** What a start waits for, as text. */
export const describeReady = (ready: Ready): string => {
  switch (ready.kind) {
    case "alive":
      return `${ready.minUptimeMs / 1000} s of uptime`;
    case "log":
      return `log line matching "${ready.pattern}"`;
    case "notify":
      return `newline on file descriptor ${ready.fd}`;
    case "exit":
      return "successful exit";
    case "probe":
      return `success of ${describeCheck(ready.probe.check)}`;
  }
};

/** The uptime after which a process is ready, in ms; null if it becomes ready in another way. */
export const minUptime = (ready: Ready): number | null => (ready.kind === "alive" ? ready.minUptimeMs : null);

/** How long a start may take, in ms; null: unlimited. */
export const readyTimeout = (ready: Ready): number | null =>
  ready.kind === "alive" ? null : ready.timeoutMs;

const missingSignal = (ready: Ready, found: string | null): string => {
  switch (ready.kind) {
    case "log":
      return `: no line matched "${ready.pattern}"`;
    case "notify":
      return `: no newline was written to file descriptor ${ready.fd}`;
    case "probe":
      return `: ${found ?? `${describeCheck(ready.probe.check)} was not tried`}`;
    default:
      return "";
  }
};

/** Why a start that exceeded its timeout has failed. `found`: what the last attempt of its startup probe found. */
export const notReadyReason = (ready: Ready, found: string | null): string =>
  `not ready within ${(readyTimeout(ready) ?? 0) / 1000} s${missingSignal(ready, found)}`;
