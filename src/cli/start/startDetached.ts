import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, CliError, exitCode } from "../../client/client.ts";
import { pidOf } from "../../client/daemonProcess.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { reportProgress } from "../wait/reportProgress.ts";
import { reportHandOver } from "./reportHandOver.ts";
import { spawnDaemon } from "./spawnDaemon.ts";

/** How often a connection to the starting daemon is tried, in ms. */
const pollInterval = 50;

/**
 * Start a daemon in a process of its own, with these options besides its home, and wait until its tree has started,
 * reporting what that waits for. Returns the tree's status; a daemon that exits instead is an error with its reason.
 */
export const startDetached = async (home: string, options: ReadonlyArray<string>): Promise<TreeStatus> => {
  const { process: daemon, ended, release } = spawnDaemon(home, options);
  const removeAbort = abortOnSignals(home, daemon);
  const waiting = new AbortController();
  const endHandOverReport = options.includes("--replace") ? reportHandOver(home, daemon.pid) : null;
  const endProgress = reportProgress(home, (status) => status.daemon.pid === daemon.pid);
  const status = await Promise.race([settledStatus(home, daemon.pid, waiting.signal), ended]);
  waiting.abort();
  endHandOverReport?.();
  removeAbort();
  if (status instanceof CliError) {
    endProgress();
    throw status;
  }
  endProgress(status);
  release();
  return status;
};

/** A user who interrupts the wait cancels the start, unless the new daemon holds the home already. */
const abortOnSignals = (home: string, daemon: ChildProcess): (() => void) => {
  const abort = (): never => {
    if (pidOf(home) !== daemon.pid) daemon.kill();
    process.exit(exitCode.interrupted);
  };
  process.once("SIGINT", abort);
  return () => process.off("SIGINT", abort);
};

/** The tree's status once its start is over. */
const settledStatus = async (
  home: string,
  pid: number | undefined,
  signal: AbortSignal,
): Promise<TreeStatus> => {
  while (!signal.aborted) {
    try {
      const status = await ask(home, "GET /settled", {
        livenessTimeout: null,
        signal,
      });
      if (status.daemon.pid === pid) return status;
    } catch {
      // It is not listening yet; its exit is awaited separately.
    }
    await sleep(pollInterval);
  }
  throw new CliError(exitCode.failed, "the daemon exited before its tree had started");
};
