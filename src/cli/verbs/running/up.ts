import { ask, CliError, exitCode } from "../../../client/client.ts";
import { isReachable } from "../../../client/isReachable.ts";
import { firstAdmin } from "../../account/firstAdmin.ts";
import { atMost, type Invocation, parseInvocation } from "../../arguments/invocation.ts";
import { streamEvents } from "../../feed/eventFeed.ts";
import { type HomeService, refuseOtherOptions, serviceOf } from "../../service/besideService.ts";
import { restartService } from "../../service/restartService.ts";
import { withHomeToStart } from "../../start/homeToStart.ts";
import { runUnderInit } from "../../start/pid1.ts";
import { reportStart } from "../../start/reportStart.ts";
import { startDetached } from "../../start/startDetached.ts";
import {
  daemonOptionsFrom,
  exitWith,
  ignoreClosedStreams,
  runOptions,
  shutDownOnSignals,
  startHere,
} from "../../start/startHere.ts";
import { canDraw } from "../../terminal/style.ts";
import { eventPrinter } from "../../view/lines/eventLine.ts";
import { hintOfUp } from "../../view/lines/hint.ts";
import { exposureLines } from "../../view/tree/exposureLines.ts";
import { showLive } from "../../view/tree/liveView.ts";
import { maxEvents } from "../../view/tree/screenLines.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...runOptions,
    detach: { type: "boolean", short: "d" },
  });
  atMost(0, invocation, "up [-f FILE] [--env NAME] [--watch] [--detach] [--replace] [--listen ADDR]");
  const started = await withHomeToStart(invocation);
  const kept = await serviceOf(started.home);
  if (kept !== null && (started.flag("replace") || started.flag("detach"))) return byService(started, kept);
  return started.flag("detach") ? detached(started) : foreground(started);
};

/** The daemon of a tree with a service is started by the service manager, in the background. */
const byService = async (invocation: Invocation, { manager, service }: HomeService): Promise<number> => {
  const { home, json, flag } = invocation;
  refuseOtherOptions(invocation, service);
  if (!flag("replace") && (await isReachable(home)))
    throw new CliError(
      exitCode.failed,
      `a daemon is running already in ${home}; the service ${service.label} keeps it. To look at it: \`sentinel status\`; to have another daemon with the same children: \`sentinel service restart\``,
    );
  const restarted = await restartService(manager, service, home);
  process.stderr.write(
    `sentinel: the service ${service.label} has started the daemon (pid ${restarted.daemon.pid}), which runs in the background\n`,
  );
  const status = await ask(home, "GET /settled", { livenessTimeout: null });
  if (flag("detach") || json || !canDraw(process.stdout)) return reportStart(home, status, json);
  return (await import("./watch.ts")).perform(["--home", home]);
};

const foreground = async (invocation: Invocation): Promise<number> => {
  const initExitCode = await runUnderInit();
  if (initExitCode !== null) return initExitCode;
  const { home, json } = invocation;
  ignoreClosedStreams();
  const isLive = canDraw(process.stdout) && !json;
  const options = daemonOptionsFrom(invocation);
  // The live view shows problems itself, and would be overwritten by them on the same terminal.
  const isDrawnOver = isLive && process.stderr.isTTY;
  const daemon = await startHere(isDrawnOver ? { ...options, complain: () => undefined } : options);
  const { requests, code } = shutDownOnSignals(daemon, ["SIGINT", "SIGTERM", "SIGHUP"]);
  const access = await accessTo(home);
  if (!isLive) for (const text of access()) process.stderr.write(`sentinel: ${text}\n`);
  const view = isLive
    ? showLive({
        daemon: home,
        hint: () => hintOfUp(home, requests(), access()),
        feed: (print) => streamEvents(home, { last: maxEvents }, print),
      })
    : printOwnEvents(home, json);
  await daemon.left;
  await view.catch(() => undefined);
  return exitWith(daemon, code);
};

/**
 * How the API is reached and, while it is useful, how the first admin is created; empty if the daemon has exited
 * meanwhile.
 */
const accessTo = async (home: string): Promise<() => ReadonlyArray<string>> => {
  const status = await ask(home, "GET /status").catch(() => null);
  if (status === null) return () => [];
  const admin = await firstAdmin(home, status);
  return () => [
    ...exposureLines(status),
    ...(admin !== null && Date.now() < admin.until ? [admin.text] : []),
  ];
};

/** More than a tree can produce before the first request. */
const allEvents = 10_000;

/** Print this daemon's events from its start; the journal also contains those of earlier daemons. */
const printOwnEvents = async (home: string, json: boolean): Promise<void> => {
  const { daemon } = await ask(home, "GET /status");
  const print = eventPrinter(json);
  // From its first one on: exits that happened while no daemon ran have earlier timestamps.
  let isOurs = false;
  await streamEvents(home, { last: allEvents }, (entry) => {
    isOurs ||= entry.at >= daemon.started_at;
    if (isOurs) print(entry);
  });
};

const detached = async (invocation: Invocation): Promise<number> => {
  const { home, json, flag, value } = invocation;
  const given = ["file", "env", "listen"].flatMap((name) =>
    value(name) === undefined ? [] : [`--${name}`, value(name) ?? ""],
  );
  const flags = ["replace", "watch", "insecure"].flatMap((name) => (flag(name) ? [`--${name}`] : []));
  const status = await startDetached(home, [...given, ...flags]);
  return reportStart(home, status, json);
};
