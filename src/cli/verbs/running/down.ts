import { setTimeout as sleep } from "node:timers/promises";
import { ask, CliError, exitCode, request } from "../../../client/client.ts";
import { pidOf } from "../../../client/daemonProcess.ts";
import { hasProcess } from "../../../domain/view/childTraits.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { type Holder, hasEnded, readHolder } from "../../../home/holder.ts";
import { isGone } from "../../../home/processState.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { serviceOf, staysStopped, stopWaitingDaemon } from "../../service/besideService.ts";
import { makeStatusLine } from "../../terminal/statusLine.ts";
import { stopDeadline } from "../../wait/reportProgress.ts";

/** How often the daemon's process is checked, in ms. */
const checkInterval = 50;

/**
 * How long the daemon may take to exit once it has stopped answering, in ms: less if its pid can't be distinguished
 * from a reused one.
 */
const exitTimeout = { known: 30_000, unknown: 3_000 } as const;

/** How often the status is requested, in ms: more often for a person, who watches the countdown. */
const pollInterval = (): number => (process.stderr.isTTY ? 100 : 1_000);

/** A process by its pid and, if known, its start time. */
type ProcessIdentity = Pick<Holder, "pid" | "start">;

/** Whether a process exits within some milliseconds. */
const exitsWithin = async (target: ProcessIdentity, within: number): Promise<boolean> => {
  for (let waited = 0; waited < within && !hasEnded(target); waited += checkInterval)
    await sleep(checkInterval);
  return hasEnded(target);
};

/** The status of this very daemon; null if it doesn't answer, or another one does. */
const statusOf = async (
  home: string,
  { pid, started_at }: TreeStatus["daemon"],
): Promise<TreeStatus | null> => {
  const status = await ask(home, "GET /status", { livenessTimeout: null }).catch(() => null);
  return status?.daemon.pid === pid && status.daemon.started_at === started_at ? status : null;
};

/** The children that are still stopping, with their deadlines, for the status line. */
const stopping = ({ children }: TreeStatus): string => {
  const waits = children.flatMap((child) =>
    hasProcess(child) && child.state === "stopping"
      ? [`${child.path} (${stopDeadline(child, Date.now())})`]
      : [],
  );
  return waits.length === 0 ? "" : `waiting for ${waits.join(", ")}`;
};

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { now: { type: "boolean" } });
  atMost(0, invocation, "down [--now]; `sentinel stop PATH` stops one child");
  const { home, json, flag } = invocation;
  const { daemon } = await ask(home, "GET /status", { livenessTimeout: null });
  const target = identify(home, daemon.pid);
  const kept = await serviceOf(home);
  if (kept !== null) await stopWaitingDaemon(kept, daemon.pid);
  await request(home, "POST /down", { how: flag("now") ? "at_once" : "in_order" });
  await untilExited(home, daemon, target);
  if (target.start !== null && !hasEnded(target))
    throw new CliError(
      exitCode.failed,
      `the daemon (pid ${daemon.pid}) no longer answers and does not exit, and its children may still be running; \`kill -KILL ${daemon.pid}\` ends it, and the next \`sentinel up\` adopts them`,
    );
  if (wasKilledMeanwhile(home, daemon.pid))
    throw new CliError(
      exitCode.failed,
      "the daemon was killed before its tree had stopped: its children may still be running, and the next `sentinel up` adopts them",
    );
  process.stdout.write(
    json
      ? `${JSON.stringify({ stopped: daemon.pid })}\n`
      : `the tree and its daemon (pid ${daemon.pid}) have stopped\n`,
  );
  if (kept !== null) process.stderr.write(`sentinel: ${staysStopped(kept)}\n`);
  return exitCode.done;
};

/** The daemon's process, while its home still records its start time. */
const identify = (home: string, pid: number): ProcessIdentity => {
  const holder = readHolder(home);
  return { pid, start: holder?.pid === pid ? holder.start : null };
};

/** A clean exit removes the daemon's record. */
const wasKilledMeanwhile = (home: string, pid: number): boolean => pidOf(home) === pid && isGone(pid);

/**
 * Wait until a daemon has exited. It answers until its tree is down and then only has to exit: if its start time is
 * unknown, a pid still in use some moments later was probably reused.
 */
const untilExited = async (
  home: string,
  daemon: TreeStatus["daemon"],
  target: ProcessIdentity,
): Promise<void> => {
  const timeout = target.start === null ? exitTimeout.unknown : exitTimeout.known;
  const show = makeStatusLine();
  const interval = pollInterval();
  let answeredAt = performance.now();
  while (performance.now() - answeredAt < timeout && !(await exitsWithin(target, interval))) {
    const status = await statusOf(home, daemon);
    if (status) answeredAt = performance.now();
    show(status ? stopping(status) : "");
  }
  show("");
};
