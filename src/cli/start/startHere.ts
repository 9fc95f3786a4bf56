import { closeSync } from "node:fs";
import { isatty } from "node:tty";
import { serviceExitCode } from "../../../launchd/ServiceManager.ts";
import { ask, CliError, exitCode, UnresponsiveDaemon } from "../../client/client.ts";
import { loginName } from "../../client/loginName.ts";
import type { Daemon, DaemonEnd, DaemonOptions, Refused } from "../../daemon/daemon.ts";
import { parseListenAddress } from "../../policy/exposure/listenAddress.ts";
import type { Invocation } from "../arguments/invocation.ts";
import { closeInheritedDescriptors } from "./closeInherited.ts";
import { reportHandOver } from "./reportHandOver.ts";

/** The options of the verbs that read the file. */
export const treeOptions = { file: { type: "string", short: "f" }, env: { type: "string" } } as const;

/** The options that `up` and `daemon` share. */
export const runOptions = {
  ...treeOptions,
  replace: { type: "boolean" },
  watch: { type: "boolean", short: "w" },
  listen: { type: "string" },
  insecure: { type: "boolean" },
} as const;

/** Where to listen for TCP connections, if given. */
const listenOption = (given: string | undefined): Pick<DaemonOptions, "listen"> => {
  if (given === undefined) return {};
  const listen = parseListenAddress(given);
  if (listen !== null) return { listen };
  throw new CliError(
    exitCode.usage,
    `--listen takes an address such as 127.0.0.1:7368 or [::1]:7368, a port, or none, not "${given}"`,
  );
};

export const daemonOptionsFrom = ({ home, flag, value }: Invocation): DaemonOptions => {
  const environment = value("env");
  return {
    home,
    file: value("file") ?? "sentinel.yaml",
    replace: flag("replace"),
    watch: flag("watch"),
    insecure: flag("insecure"),
    ...listenOption(value("listen")),
    ...(environment === undefined ? {} : { environment }),
  };
};

/** Start a daemon in this process; a failure becomes an error with its exit code. */
export const startHere = async (options: DaemonOptions): Promise<Daemon> => {
  closeInheritedDescriptors();
  const { startDaemon } = await import("../../daemon/daemon.ts");
  const endHandOverReport = options.replace ? reportHandOver(options.home, process.pid) : null;
  const started = await startDaemon(options);
  endHandOverReport?.();
  if (started._tag === "Right") return started.right;
  throw await asCliError(started.left, options.home);
};

/** Why a daemon did not start, with its exit code. */
export const asCliError = async ({ kind, message }: Refused, home: string): Promise<CliError> => {
  if (kind === "invalid") return new CliError(exitCode.invalid, message);
  if (kind === "module") return new CliError(serviceExitCode.unusable, message);
  return new CliError(exitCode.failed, `${message}${await unresponsiveNote(home)}`);
};

/** How long the daemon that already holds the home may take to answer, in ms. */
const answerTimeout = 2_000;

/** A note that the current daemon is unresponsive, for a message that suggests `down`; empty if it answers. */
const unresponsiveNote = (home: string): Promise<string> =>
  ask(home, "GET /status", { livenessTimeout: answerTimeout }).then(
    () => "",
    (error: unknown) => (error instanceof UnresponsiveDaemon ? `. But ${error.message}` : ""),
  );

/** A closed terminal or pipe must not end the daemon: its children would be left unsupervised. */
export const ignoreClosedStreams = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners("error");
    stream.on("error", () => undefined);
  }
};

/** The exit code that a shell reports for a program killed by SIGHUP. */
const exitCodeOfHangup = 129;

/**
 * Stop the tree cleanly on the first of the signals, at once on the second; returns the number of requests so far and
 * the exit code for them. A closed terminal sends SIGHUP, and so do its shell and the kernel as the shell exits:
 * however often SIGHUP comes, it is one request.
 */
export const shutDownOnSignals = (
  daemon: Daemon,
  signals: ReadonlyArray<NodeJS.Signals>,
): { readonly requests: () => number; readonly code: () => number } => {
  let requests = 0;
  let code: number = exitCode.done;
  const shutDown = (signal: NodeJS.Signals): void => {
    if (signal === "SIGHUP" && requests > 0) return;
    requests += 1;
    if (requests === 1) code = signal === "SIGHUP" ? exitCodeOfHangup : exitCode.interrupted;
    daemon.leave(requests === 1 ? "in_order" : "at_once", `user:${loginName()}`);
  };
  for (const signal of signals) process.on(signal, shutDown);
  return { requests: () => requests, code: () => code };
};

/** The standard descriptors that are terminals. */
const terminals = [0, 1, 2].filter(isatty);

/**
 * On exit, Node restores the settings of each terminal and aborts if that fails, as it does on one that was closed.
 * It ignores closed descriptors.
 */
const closeLostTerminals = (): void => {
  for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
};

/**
 * End the process of a daemon once all output is written. After a hand-over it would not end by itself: listeners for
 * the children that live on keep it alive.
 */
const exitWhenWritten = (code: number): Promise<never> =>
  new Promise(() =>
    process.stdout.write("", () => {
      closeLostTerminals();
      process.exit(code);
    }),
  );

/** End the process once its daemon has ended, with the exit code for how it has, unless it was unable to continue. */
export const exitWith = async (
  { left }: Daemon,
  codeFor: (kind: Exclude<DaemonEnd["kind"], "unable">) => number,
): Promise<never> => {
  const end = await left;
  if (end.kind !== "unable") return exitWhenWritten(codeFor(end.kind));
  process.stderr.write(`sentinel: ${end.why}\n`);
  return exitWhenWritten(exitCode.failed);
};
