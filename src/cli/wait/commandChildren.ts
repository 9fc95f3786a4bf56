import { exitCode, request } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { Outcome } from "../../domain/view/Outcome.ts";
import { type Invocation, parseInvocation, requireArguments } from "../arguments/invocation.ts";
import { printable } from "../terminal/printable.ts";
import { outcomeLine } from "../view/lines/outcomeLine.ts";
import { previewLines } from "../view/lines/previewLines.ts";
import { reportProgress } from "./reportProgress.ts";

/** The option of the verbs that wait for their result. */
export const waitOption = { "no-wait": { type: "boolean" } } as const;

/** Send a command for children to the daemon and print the outcome of each. Returns the exit code. */
export const commandDaemon = async (
  { daemon, json, flag }: Invocation,
  send: (wait: boolean) => Promise<Answer>,
): Promise<number> => {
  const wait = !flag("no-wait");
  const endProgress = wait ? reportProgress(daemon) : null;
  const answer = await send(wait).finally(() => endProgress?.());
  return printAnswer(answer, json, wait);
};

interface Answer {
  readonly outcomes: ReadonlyArray<Outcome>;
  /** Further notes for the user. */
  readonly notes?: ReadonlyArray<string>;
}

/** Print the outcome of each child. Returns the exit code. */
export const printAnswer = (answer: Answer, json: boolean, waited: boolean): number => {
  const { outcomes, notes = [] } = answer;
  if (json) process.stdout.write(`${JSON.stringify(answer)}\n`);
  for (const outcome of json ? [] : outcomes) {
    const stream = outcome.reached || !waited ? process.stdout : process.stderr;
    stream.write(`${printable(outcomeLine(outcome, Date.now()))}\n`);
  }
  for (const note of notes) process.stderr.write(`sentinel: ${note}\n`);
  return !waited || outcomes.every(({ reached }) => reached) ? exitCode.done : exitCode.failed;
};

/** Sends a command for children to the daemon of a home. */
type Send = (daemon: DaemonRef, paths: Paths, wait: boolean) => Promise<Answer>;
type Paths = readonly [string, ...string[]];

const senders = {
  start: (daemon, paths, wait) => request(daemon, "POST /actions", { verb: "start", paths, wait }),
  stop: (daemon, paths, wait) => request(daemon, "POST /actions", { verb: "stop", paths, wait }),
  restart: (daemon, paths, wait) => request(daemon, "POST /actions", { verb: "restart", paths, wait }),
  reload: (daemon, paths) => request(daemon, "POST /actions", { verb: "reload", paths }),
  remove: (daemon, paths, wait) =>
    request(daemon, "DELETE /children", {}, { query: { path: paths, wait: String(wait) } }),
} as const satisfies Record<string, Send>;

/** The verbs `start`, `stop`, `restart`, `reload` and `remove` differ in their request only. */
export const commandChildren =
  (verb: keyof typeof senders) =>
  async (typed: ReadonlyArray<string>): Promise<number> => {
    const invocation = parseInvocation(typed, optionsOf[verb]);
    const paths = requireArguments(invocation.words, `${verb} PATH...`);
    if (verb !== "remove" && invocation.flag("dry-run")) return previewCommand(invocation, verb, paths);
    return commandDaemon(invocation, (wait) => senders[verb](invocation.daemon, paths, wait));
  };

const dryRun = { "dry-run": { type: "boolean" } } as const;
const options = { ...waitOption, ...dryRun } as const;
const optionsOf = {
  start: options,
  stop: options,
  restart: options,
  reload: dryRun,
  remove: waitOption,
} as const;

/** Print what a command would do; fails if it would be refused to a child. */
const previewCommand = async (
  { daemon, json }: Invocation,
  verb: "start" | "stop" | "restart" | "reload",
  paths: Paths,
): Promise<number> => {
  const preview = await request(daemon, "POST /actions/preview", { verb, paths });
  const lines = json ? [JSON.stringify(preview)] : previewLines(preview);
  process.stdout.write(`${lines.join("\n")}\n`);
  for (const { reason } of preview.refused) process.stderr.write(`sentinel: ${printable(reason)}\n`);
  return preview.refused.length === 0 ? exitCode.done : exitCode.failed;
};
