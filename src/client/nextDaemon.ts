import { readFileSync } from "node:fs";
import { isGone } from "../home/processState.ts";
import type { DaemonRef } from "./daemonRef.ts";

/**
 * How the last daemon of a home exited, by the record that it left: `clean` (none is left) or `killed`; `unknown`
 * while it is exiting, while another one is about to answer, or when its pid was reused, and in any case elsewhere.
 */
export const exitOf = (daemon: DaemonRef): "clean" | "killed" | "unknown" =>
  typeof daemon === "string" ? exitIn(daemon) : "unknown";

const exitIn = (home: string): "clean" | "killed" | "unknown" => {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(readFileSync(`${home}/daemon.json`, "utf8"));
    return typeof pid === "number" && isGone(pid) ? "killed" : "unknown";
  } catch (error) {
    // Otherwise it is just being written.
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "") ? "clean" : "unknown";
  }
};

/**
 * How often to look for the next daemon, in ms: often at first, since one that is exiting leaves its record only
 * briefly, and a successor is soon there.
 */
const pollInterval = { initial: 50, later: 250, remote: 1_000 } as const;

/** How long a successor may take before the wait for it is reported, in ms. */
export const initialPhase = 3_000;

/** How long to pause before the next look, in ms, when it has been waited for so long. */
export const pauseAfter = (daemon: DaemonRef, waited: number): number => {
  if (waited < initialPhase) return pollInterval.initial;
  return typeof daemon === "string" ? pollInterval.later : pollInterval.remote;
};

/** Says on standard error what is waited for. */
export const onStandardError = (what: string): void => void process.stderr.write(`sentinel: ${what}\n`);
