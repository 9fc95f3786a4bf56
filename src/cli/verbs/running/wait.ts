import { ask, CliError, exitCode } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import { follow } from "../../../client/follow.ts";
import { followAcrossDaemons } from "../../../client/followAcrossDaemons.ts";
import { parseDuration } from "../../../config/language/duration.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { select } from "../../../policy/select.ts";
import {
  type Invocation,
  optionalPaths,
  parseInvocation,
  requireArguments,
} from "../../arguments/invocation.ts";
import { lookUp } from "../../arguments/selectPaths.ts";
import { type Condition, conditions, type WaitProgress, waitProgressOf } from "../../wait/waitProgress.ts";

const usage = "wait PATH... [--for ready|healthy|finished] [--timeout T]";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { for: { type: "string" }, timeout: { type: "string" } });
  const words = requireArguments(optionalPaths(invocation, usage), usage);
  const condition = conditionOf(invocation);
  const timeout = timeoutOf(invocation);
  const { daemon, json } = invocation;
  // An unknown child is an error, whatever the result of the others.
  for (const word of words) await lookUp(daemon)(word);
  const { progress, isDecided } = await waitUntilDone(daemon, words, condition, timeout);
  if (json) process.stdout.write(`${JSON.stringify({ for: condition, items: progress.map(toJson) })}\n`);
  else print(progress, condition, isDecided ? null : timeout);
  return progress.every(({ status }) => status === "reached") ? exitCode.done : exitCode.failed;
};

const conditionOf = ({ value }: Invocation): Condition => {
  const given = value("for") ?? "ready";
  const condition = conditions.find((one) => one === given);
  if (condition) return condition;
  throw new CliError(exitCode.usage, `--for takes ready, healthy or finished, not "${given}"`);
};

/** In ms; null: wait forever. */
const timeoutOf = ({ value }: Invocation): number | null => {
  const given = value("timeout");
  const ms = given === undefined ? null : parseDuration(given);
  if (given !== undefined && ms === null)
    throw new CliError(exitCode.usage, `--timeout takes a duration such as 30s or 2m, not "${given}"`);
  return ms;
};

const toJson = ({ path, status, why }: WaitProgress) => ({
  path,
  reached: status === "reached",
  reason: why,
});

const print = (progress: ReadonlyArray<WaitProgress>, condition: Condition, timeout: number | null): void => {
  for (const { path, status, why } of progress) {
    const name = path || "the tree";
    if (status === "reached") process.stdout.write(`${why}\n`);
    else if (status === "impossible")
      process.stderr.write(`sentinel: ${name} can't become ${condition}: ${why}\n`);
    else {
      const within = timeout === null ? "" : ` within ${timeout / 1_000} s`;
      process.stderr.write(`sentinel: ${name} is not ${condition}${within}: ${why}\n`);
    }
  }
};

interface WaitResult {
  readonly progress: ReadonlyArray<WaitProgress>;
  /** False: the timeout was over first. */
  readonly isDecided: boolean;
}

/** The progress of all selected children; a glob may match more of them than before. */
const progressNow = (
  words: ReadonlyArray<string>,
  condition: Condition,
  status: TreeStatus,
): ReadonlyArray<WaitProgress> => {
  const all = ["", ...status.children.map(({ path }) => path)];
  const paths = new Set(
    words.flatMap((word) => {
      const found = select(word, all);
      if (found.length > 0) return found;
      throw new CliError(exitCode.noSuchChild, `${word} was removed meanwhile`);
    }),
  );
  return [...paths].map((path) => waitProgressOf(path, condition, status, Date.now()));
};

/** Check the status, and again after each event, until all children are done or one can't be, across daemons. */
const waitUntilDone = (
  daemon: DaemonRef,
  words: ReadonlyArray<string>,
  condition: Condition,
  timeout: number | null,
): Promise<WaitResult> =>
  new Promise((resolve, reject) => {
    const ended = new AbortController();
    const { signal } = ended;
    let progress: ReadonlyArray<WaitProgress> = [];
    const end = (conclude: () => void): void => {
      clearTimeout(timer);
      conclude();
      ended.abort();
    };
    const timer =
      timeout === null
        ? undefined
        : setTimeout(() => end(() => resolve({ progress, isDecided: false })), timeout);
    const check = async (): Promise<void> => {
      progress = progressNow(words, condition, await ask(daemon, "GET /status", { signal }));
      const isOver =
        progress.every(({ status }) => status === "reached") ||
        progress.some(({ status }) => status === "impossible");
      if (isOver) end(() => resolve({ progress, isDecided: true }));
    };
    const listen = (answered?: () => void): Promise<void> => listenToDaemon(daemon, check, signal, answered);
    listen()
      .then(() => followAcrossDaemons(daemon, listen, { initially: "a daemon", signal }))
      .then(() => {
        throw new CliError(exitCode.noDaemon, "the daemon was stopped, and its tree with it");
      })
      .catch((error: unknown) => end(() => reject(error)));
  });

/** Check when a daemon is connected and after its events, one check at a time, until it has exited. */
const listenToDaemon = async (
  daemon: DaemonRef,
  check: () => Promise<void>,
  signal: AbortSignal,
  answered?: () => void,
): Promise<void> => {
  let state: "idle" | "busy" | "due" = "idle";
  let failed: (error: unknown) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    failed = reject;
  });
  failure.catch(() => undefined);
  signal.throwIfAborted();
  const run = async (): Promise<void> => {
    do {
      state = "busy";
      await check();
    } while (isDue());
    state = "idle";
  };
  const isDue = (): boolean => state === "due";
  const checkAgain = (): void => {
    if (state !== "idle") state = "due";
    else
      run().catch((error: unknown) => {
        // The exit of the daemon is noticed as the end of its event stream.
        if (error instanceof CliError && error.code !== exitCode.noSuchChild) state = "idle";
        else failed(error);
      });
  };
  const feed = follow(daemon, "GET /events/live", checkAgain, { livenessTimeout: null });
  signal.addEventListener("abort", feed.stop, { once: true });
  try {
    if (!(await feed.connected)) return await feed.ended;
    answered?.();
    checkAgain();
    await Promise.race([feed.ended, failure]);
  } finally {
    signal.removeEventListener("abort", feed.stop);
    feed.stop();
  }
  signal.throwIfAborted();
};
