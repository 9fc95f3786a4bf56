import type { Daemon, DaemonOptions } from "../daemon.ts";
import { ask, CliError, exitCode, SilentDaemon } from "./client.ts";
import { type Invocation, principal } from "./invocation.ts";
import { tellWait } from "./tellWait.ts";

/** The options of every verb that reads the file. */
export const treeOptions = { file: { type: "string", short: "f" }, env: { type: "string" } } as const;

/** Those that `up` and `daemon` share besides. */
export const rulingOptions = {
  ...treeOptions,
  replace: { type: "boolean" },
  watch: { type: "boolean", short: "w" },
} as const;

export const daemonOptions = ({ home, flag, value }: Invocation): DaemonOptions => {
  const environment = value("env");
  return {
    home,
    file: value("file") ?? "sentinel.yaml",
    replace: flag("replace"),
    watch: flag("watch"),
    ...(environment === undefined ? {} : { environment }),
  };
};

/** Start a daemon in this process; why it can't be becomes the exit code that stands for it. */
export const startHere = async (options: DaemonOptions): Promise<Daemon> => {
  const { startDaemon } = await import("../daemon.ts");
  const endWait = options.replace ? tellWait(options.home, process.pid) : null;
  const started = await startDaemon(options);
  endWait?.();
  if (started._tag === "Right") return started.right;
  const { kind, message } = started.left;
  if (kind === "invalid") throw new CliError(exitCode.invalid, message);
  throw new CliError(exitCode.failed, `${message}${await silenceOf(options.home)}`);
};

/** How long the daemon that has the home already may take to answer, in ms. */
const answerPatience = 2_000;

/** That the daemon in charge, which `down` was said to stop, does not answer; nothing where it does. */
const silenceOf = (home: string): Promise<string> =>
  ask(home, "/api/v1/status", { patience: answerPatience }).then(
    () => "",
    (error: unknown) => (error instanceof SilentDaemon ? `. But ${error.message}` : ""),
  );

/** A terminal or reader that has gone is no reason for a daemon to go: its children would be left alone. */
export const outliveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners("error");
    stream.on("error", () => undefined);
  }
};

/** Stop in order on the first of the signals, at once on the second; returns what has been asked so far. */
export const leaveOnSignals = (
  daemon: Daemon,
  signals: ReadonlyArray<NodeJS.Signals>,
): { readonly asked: () => number } => {
  let asked = 0;
  const leave = (): void => {
    asked += 1;
    daemon.leave(asked === 1 ? "in_order" : "at_once", principal());
  };
  for (const signal of signals) process.on(signal, leave);
  return { asked: () => asked };
};

/**
 * End the process that a daemon was in, once all is written. It would not end by itself where another daemon has
 * taken over: what listens to the children that live on keeps it.
 */
const endHere = (code: number): Promise<never> =>
  new Promise(() => process.stdout.write("", () => process.exit(code)));

/** End the process once its daemon has left, with this code if that was wanted. */
export const endWith = async ({ left }: Daemon, wanted: () => number): Promise<never> => {
  const why = await left;
  if (why !== null) process.stderr.write(`sentinel: ${why}\n`);
  return endHere(why === null ? wanted() : exitCode.failed);
};
