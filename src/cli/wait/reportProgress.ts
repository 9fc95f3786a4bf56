import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import { hasProcess } from "../../domain/view/childTraits.ts";
import type { ApplyProgress } from "../../domain/view/Plan.ts";
import type { ChildStatus, ServiceStatus, TreeStatus } from "../../domain/view/Status.ts";
import { describeState } from "../../policy/health/degraded.ts";
import { lastLineOf } from "../feed/lastLine.ts";
import { printable } from "../terminal/printable.ts";
import { makeStatusLine } from "../terminal/statusLine.ts";
import { waitsFor } from "../view/tree/serviceLine.ts";

/** How long a wait may take before it is reported, in ms. */
const noticeAfter = 2_000;
/** How many children at a time have lines of their own; the others are counted once. */
const namedChildren = 5;
/** How often the status is requested, in ms. */
const pollIntervals = { terminal: 250, pipe: 500 } as const;

/** Reports what is waited for; `finalStatus`: the status at the end, if it is known. */
interface Reporter {
  readonly update: (status: TreeStatus, applying?: ApplyProgress | null) => Promise<void>;
  readonly end: (finalStatus: TreeStatus | null) => void;
}

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} s`;

/** The services that are starting or stopping, those that take longest first. */
const pending = ({ children }: TreeStatus): ReadonlyArray<ServiceStatus> =>
  children
    .filter(hasProcess)
    .filter(({ state }) => state === "starting" || state === "stopping")
    .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));

/** The process that is being stopped and when it is killed: `pid 4711, SIGKILL in 8 s`. */
export const stopDeadline = ({ pid, kill_at }: ServiceStatus, now: number): string =>
  `pid ${pid}, ${kill_at === null ? "no deadline" : `SIGKILL in ${seconds(Date.parse(kill_at) - now)}`}`;

const describeWait = (child: ServiceStatus, now: number): string => {
  if (child.state === "starting") return waitsFor(child, now).replace(/^waiting for /, "");
  return `its exit (${stopDeadline(child, now)})`;
};

/** A line with the longest wait, its duration and the child's last output; empty if nothing is waited for. */
export const progressLine = (status: TreeStatus, lastLine: string | null, now: number): string => {
  const [first, ...others] = pending(status);
  if (!first) return "";
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  const output = lastLine === null ? "" : `; last line: "${lastLine}"`;
  return printable(`waiting for ${first.path}${more}: ${describeWait(first, now)}${output}`);
};

/** `3 of 12 steps done`. */
const describeApply = ({ phase, done, total }: ApplyProgress): string =>
  `${phase === "restoring" ? "a step has failed, bringing the tree back: " : ""}${done} of ${total} steps done`;

/** A status line on a terminal. */
const reportOnTerminal = (daemon: DaemonRef, signal: AbortSignal): Reporter => {
  const show = makeStatusLine();
  return {
    update: async (status, applying = null) => {
      const [first] = pending(status);
      const lastLine = first?.state === "starting" ? await lastLineOf(daemon, first.path, first.run) : null;
      const parts = [
        applying === null ? "" : describeApply(applying),
        progressLine(status, lastLine, Date.now()),
      ];
      if (!signal.aborted) show(parts.filter((part) => part !== "").join("; "));
    },
    end: () => show(""),
  };
};

const resultLine = (child: ChildStatus, waitedMs: number): string => {
  const why = child.state === "running" ? "" : `: ${child.reason}`;
  return printable(`${child.path} ${describeState(child)} after ${seconds(waitedMs)}${why}`);
};

/** A line for each of some children that take long, and another when it is up, down or failed. */
export const reportAsLines = (write: (line: string) => void): Reporter => {
  const reported = new Map<string, number>();
  let areOthersReported = false;
  let steps = { reported: "", at: Date.now() };
  const reportSteps = (applying: ApplyProgress | null): void => {
    const now = Date.now();
    const described = applying === null ? steps.reported : describeApply(applying);
    if (described === steps.reported || now - steps.at < noticeAfter) return;
    steps = { reported: described, at: now };
    write(described);
  };
  const reportResults = ({ children }: TreeStatus): void => {
    for (const child of children) {
      const since = reported.get(child.path);
      const isPending = child.state === "starting" || child.state === "stopping";
      if (since === undefined || isPending) continue;
      reported.delete(child.path);
      write(resultLine(child, Date.parse(child.since) - since));
    }
  };
  return {
    update: async (status, applying = null) => {
      reportSteps(applying);
      reportResults(status);
      const now = Date.now();
      const late = pending(status).filter(
        ({ path, since }) => !reported.has(path) && now - Date.parse(since) >= noticeAfter,
      );
      const named = late.slice(0, Math.max(0, namedChildren - reported.size));
      for (const child of named) {
        reported.set(child.path, Date.parse(child.since));
        write(printable(`waiting for ${child.path}: ${describeWait(child, now)}`));
      }
      const others = late.length - named.length;
      if (others > 0 && !areOthersReported)
        write(`waiting for ${others} more; \`sentinel status\` shows them`);
      areOthersReported ||= others > 0;
    },
    end: (finalStatus) => {
      if (finalStatus) reportResults(finalStatus);
    },
  };
};

/** Older daemons don't tell it. */
const applyProgress = (daemon: DaemonRef, signal: AbortSignal): Promise<ApplyProgress | null> =>
  ask(daemon, "GET /config/progress", { livenessTimeout: noticeAfter, signal }).then(
    ({ applying }) => applying,
    () => null,
  );

const onStandardError = (line: string): void => void process.stderr.write(`sentinel: ${line}\n`);

/**
 * Report on standard error what the daemon of a home waits for: a live line on a terminal, otherwise a line for each
 * child that takes longer than two seconds and one with its result. `isExpected`: whether it is the right daemon. `what`:
 * of an apply, also how many of its steps are done.
 * Returns how to end the report, given the final status if that is known.
 */
export const reportProgress = (
  daemon: DaemonRef,
  isExpected: (status: TreeStatus) => boolean = () => true,
  what: "children" | "apply" = "children",
): ((finalStatus?: TreeStatus) => void) => {
  const ended = new AbortController();
  const { signal } = ended;
  const isTerminal = process.stderr.isTTY === true && process.env.TERM !== "dumb";
  const reporter = isTerminal ? reportOnTerminal(daemon, signal) : reportAsLines(onStandardError);
  const look = async (): Promise<void> => {
    const status = await ask(daemon, "GET /status", { livenessTimeout: noticeAfter, signal });
    const applying = what === "apply" ? await applyProgress(daemon, signal) : null;
    if (!signal.aborted && isExpected(status)) await reporter.update(status, applying);
  };
  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      // Most requests are answered at once and should cost the daemon nothing more.
      await sleep(isTerminal ? pollIntervals.terminal : pollIntervals.pipe, undefined, { signal }).catch(
        () => undefined,
      );
      // An absent or unresponsive daemon is reported by the request that is waiting.
      if (!signal.aborted) await look().catch(() => undefined);
    }
  };
  void watch();
  return (finalStatus) => {
    ended.abort();
    reporter.end(finalStatus ?? null);
  };
};
