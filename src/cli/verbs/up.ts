import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isWithin } from "../../domain/ChildPath.ts";
import type { ChildStatus, TreeStatus } from "../../domain/Status.ts";
import { ask, CliError, exitCode } from "../client.ts";
import { tellEventsOf } from "../eventFeed.ts";
import { eventTeller } from "../eventLine.ts";
import { hintLines } from "../hint.ts";
import { atMost, type Invocation, parseInvocation } from "../invocation.ts";
import { showLive } from "../liveView.ts";
import { withOwnVariables } from "../ownVariables.ts";
import { pidOf } from "../standing.ts";
import {
  daemonOptions,
  endWith,
  leaveOnSignals,
  outliveReaders,
  rulingOptions,
  startHere,
} from "../startHere.ts";
import { canDraw, hasColour } from "../style.ts";
import { tellWait } from "../tellWait.ts";
import { treeLines, whyOf } from "../treeView.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...rulingOptions,
    detach: { type: "boolean", short: "d" },
  });
  atMost(0, invocation, "up [-f FILE] [--env NAME] [--watch] [--detach] [--replace]");
  return invocation.flag("detach") ? detached(invocation) : foreground(invocation);
};

const foreground = async (invocation: Invocation): Promise<number> => {
  const { home, json } = invocation;
  outliveReaders();
  const draws = canDraw(process.stdout) && !json;
  const options = daemonOptions(invocation);
  // The live view shows it itself, and on the same terminal it would be drawn over.
  const isShown = draws && process.stderr.isTTY;
  const daemon = await startHere(isShown ? { ...options, complain: () => undefined } : options);
  const { asked } = leaveOnSignals(daemon, ["SIGINT", "SIGTERM", "SIGHUP"]);
  const hint = (): ReadonlyArray<string> => hintLines(home, asked());
  const view = draws ? showLive(home, hint) : tellOwnEvents(home, json);
  await daemon.left;
  await view.catch(() => undefined);
  return endWith(daemon, () => (asked() > 0 ? exitCode.interrupted : exitCode.done));
};

/** More than a tree can have done before it is first asked. */
const manyEvents = 10_000;

/** What this daemon does, from its beginning; the journal also knows what earlier ones did. */
const tellOwnEvents = async (home: string, json: boolean): Promise<void> => {
  const { daemon } = await ask<TreeStatus>(home, "/api/v1/status");
  const tell = eventTeller(json);
  // From its first one on: what ended while there was no daemon it tells with the time of then.
  let isOurs = false;
  await tellEventsOf(home, { last: manyEvents }, (entry) => {
    isOurs ||= entry.at >= daemon.started_at;
    if (isOurs) tell(entry);
  });
};

/** Flags that keep a daemon that mostly sleeps small. */
const smallMemory = ["--max-semi-space-size=1", "--optimize-for-size"];

/** How often the starting daemon is asked whether it is there yet, in ms. */
const askEvery = 50;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const detached = async (invocation: Invocation): Promise<number> => {
  const { home, flag, value } = invocation;
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const log = join(home, "daemon.log");
  const logged = sizeOf(log);
  const output = openSync(log, "a", 0o600);
  const given = ["file", "env"].flatMap((name) =>
    value(name) === undefined ? [] : [`--${name}`, value(name) ?? ""],
  );
  const flags = ["replace", "watch"].flatMap((name) => (flag(name) ? [`--${name}`] : []));
  const daemon = spawn(
    process.execPath,
    [...smallMemory, process.argv[1] ?? "", "daemon", "--home", home, ...given, ...flags],
    {
      detached: true,
      stdio: ["ignore", output, output],
      env: withOwnVariables(process.env),
    },
  );
  const ended = new Promise<number>((resolve) =>
    daemon.on("exit", (code) => resolve(code ?? exitCode.failed)),
  );
  const endGivingUp = giveUpOnSignals(home, daemon);
  const waiting = new AbortController();
  const endWait = flag("replace") ? tellWait(home, daemon.pid) : null;
  const status = await Promise.race([settledStatus(home, daemon.pid, waiting.signal), ended]);
  waiting.abort();
  endWait?.();
  endGivingUp();
  if (typeof status === "number") {
    const said = readFileSync(log).subarray(logged).toString("utf8").trim();
    const why = said.replace(/^sentinel: /, "") || "the daemon was killed before its tree had started";
    throw new CliError(status, why);
  }
  daemon.unref();
  return tellStart(status, invocation);
};

/** Who does not wait any longer takes back what was asked for, unless the new daemon has the home already. */
const giveUpOnSignals = (home: string, daemon: ChildProcess): (() => void) => {
  const giveUp = (): never => {
    if (pidOf(home) !== daemon.pid) daemon.kill();
    process.exit(exitCode.interrupted);
  };
  process.once("SIGINT", giveUp);
  return () => process.off("SIGINT", giveUp);
};

/** The tree's status once its start is over. */
const settledStatus = async (
  home: string,
  pid: number | undefined,
  given: AbortSignal,
): Promise<TreeStatus> => {
  while (!given.aborted) {
    try {
      const status = await ask<TreeStatus>(home, "/api/v1/settled", {
        patience: null,
        signal: given,
      });
      if (status.daemon.pid === pid) return status;
    } catch {
      // Not listening yet; that it has ended instead is watched besides.
    }
    await sleep(askEvery);
  }
  throw new CliError(exitCode.failed, "the daemon has ended before its tree had started");
};

const tellStart = (status: TreeStatus, { json }: Invocation): number => {
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(status)}\n`);
  else {
    const width = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY;
    stdout.write(
      `${treeLines(status, { coloured: hasColour(stdout), width, now: Date.now() }).join("\n")}\n`,
    );
  }
  const missing = missingOf(status);
  tellMissing(missing, status.daemon);
  const problem = status.file?.problem;
  if (problem) process.stderr.write(`sentinel: ${problem.message}\n`);
  if (problem?.kind === "invalid") return exitCode.invalid;
  return status.state === "running" && missing.length === 0 && !problem ? exitCode.done : exitCode.failed;
};

/** What should be up and is not; nothing of what is part of something that is not to be up. */
const missingOf = ({ children }: TreeStatus): ReadonlyArray<ChildStatus> => {
  const down = children.filter(({ wanted }) => wanted === "down");
  return children.filter(
    ({ path, state }) =>
      state !== "running" && state !== "finished" && !down.some((one) => isWithin(one.path, path)),
  );
};

/** What has not started and why; what was not even tried, because of that, is counted. */
const tellMissing = (missing: ReadonlyArray<ChildStatus>, { started_at }: TreeStatus["daemon"]): void => {
  const tried = missing.filter(({ state }) => state !== "stopped");
  for (const child of tried) {
    // One that this daemon has taken up as it was, in its pause for one.
    const what = child.since < started_at ? "was not up before either" : "has not started";
    process.stderr.write(`${child.path} ${what}: ${child.state} (${whyOf(child, Date.now())})\n`);
  }
  const untried = missing.length - tried.length;
  if (untried > 0) process.stderr.write(`${untried} more were not tried because of that\n`);
};
