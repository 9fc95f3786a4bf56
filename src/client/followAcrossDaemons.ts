import { setTimeout as sleep } from "node:timers/promises";
import { CliError, exitCode } from "./client.ts";
import type { DaemonRef } from "./daemonRef.ts";
import { exitOf, initialPhase, onStandardError, pauseAfter } from "./nextDaemon.ts";

/** Listens to a daemon until the connection ends; calls `onConnected` when it is connected. */
type Listen = (onConnected: () => void) => Promise<void>;

/** Whether a daemon was connected. */
const listenOnce = async (listen: Listen, onConnect: () => void): Promise<boolean> => {
  let isConnected = false;
  const onConnected = (): void => {
    isConnected = true;
    onConnect();
  };
  await listen(onConnected).catch((error: unknown) => {
    if (!(error instanceof CliError && error.code === exitCode.noDaemon)) throw error;
  });
  return isConnected;
};

/** What there was when following began. */
export type Initially = "a daemon" | "no daemon";

interface FollowOptions {
  readonly initially: Initially;
  /** Reports that it waits, and that it continues. */
  readonly report?: ((what: string) => void) | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Listen to the daemons of a home, or at a URL, one after another, following one that was killed or handed over, or
 * starting with the first where there was none; until one of a home exits cleanly, or `signal` aborts, which rejects.
 * Waiting and continuing are reported, on standard error by default.
 */
export const followAcrossDaemons = async (
  daemon: DaemonRef,
  listen: Listen,
  { initially, report = onStandardError, signal }: FollowOptions,
): Promise<void> => {
  let waited = 0;
  let isFirst = initially === "no daemon";
  let phase: "looking" | "waiting" = isFirst ? "waiting" : "looking";
  if (isFirst) report("waiting for the next daemon (Ctrl-C ends this)");
  const onConnected = (): void =>
    report(
      phase === "looking"
        ? "another daemon has taken over; continuing with it"
        : "a daemon is running again; continuing with it",
    );
  for (;;) {
    const end = exitOf(daemon);
    if (end === "clean" && !isFirst) return report("the daemon has exited");
    if (phase === "looking" && (end === "killed" || waited >= initialPhase)) {
      phase = "waiting";
      report("the daemon has exited; waiting for the next one");
    }
    if (end === "unknown" && (await listenOnce(listen, onConnected))) {
      waited = 0;
      isFirst = false;
      phase = "looking";
      continue;
    }
    const pause = pauseAfter(daemon, waited);
    await sleep(pause, undefined, { signal });
    waited += pause;
  }
};
