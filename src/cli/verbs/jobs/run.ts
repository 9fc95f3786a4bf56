import { CliError, exitCode, request } from "../../../client/client.ts";
import { atMost, type Invocation, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { followRun } from "../../feed/followRun.ts";
import { printable } from "../../terminal/printable.ts";
import { hasColour } from "../../terminal/style.ts";
import { formatLogLine } from "../../view/lines/logLine.ts";
import { exitCodeOf, runSentence } from "../../view/lines/runEnd.ts";
import { printAnswer } from "../../wait/commandChildren.ts";

const usage = "run JOB [--param NAME=VALUE]... [--no-wait]";

/** `sentinel run`: start a job now, and print its output until it ends. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    param: { type: "string", short: "p", multiple: true },
    "no-wait": { type: "boolean" },
  });
  const [job] = requireArguments(atMost(1, invocation, usage), usage);
  const parameters = parametersIn(invocation);
  const { daemon, json } = invocation;
  const answer = await request(daemon, "POST /actions", { verb: "run", paths: [job], parameters });
  const [outcome, ...others] = answer.outcomes;
  const id = outcome?.run_id;
  // Of a run that waits there is nothing to follow yet.
  if (invocation.flag("no-wait") || outcome === undefined || others.length > 0 || id === undefined)
    return printAnswer(answer, json, true);
  if (!json) process.stderr.write(`sentinel: ${printable(`${outcome.path}: ${outcome.reason}`)}\n`);
  const format = formatLogLine({
    coloured: hasColour(process.stdout),
    onlyChild: id.split("@")[0],
    timed: false,
  });
  const run = await followRun(daemon, id, (line) => {
    if (json) return;
    (line.stream === "stderr" ? process.stderr : process.stdout).write(`${format(line)}\n`);
  });
  if (json) process.stdout.write(`${JSON.stringify(run)}\n`);
  else process.stderr.write(`sentinel: ${printable(runSentence(run))}\n`);
  return exitCodeOf(run);
};

/** The parameters that are given as `NAME=VALUE`. */
const parametersIn = ({ values }: Invocation): Readonly<Record<string, string>> => {
  const given = new Map<string, string>();
  for (const text of values("param")) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined)
      throw new CliError(exitCode.usage, `--param takes NAME=VALUE, not "${text}"`);
    if (given.has(name)) throw new CliError(exitCode.usage, `--param gives ${name} twice`);
    given.set(name, value);
  }
  return Object.fromEntries(given);
};
