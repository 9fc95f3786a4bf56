import { CliError, exitCode, request } from "../../../client/client.ts";
import type { LogLine } from "../../../domain/LogLine.ts";
import type { JobStart } from "../../../domain/view/JobStart.ts";
import { atMost, type Invocation, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { followStart } from "../../feed/followStart.ts";
import { printable } from "../../terminal/printable.ts";
import { shortDuration } from "../../terminal/shortDuration.ts";
import { hasColour } from "../../terminal/style.ts";
import { formatLogLine } from "../../view/lines/logLine.ts";
import { exitCodeOf, runSentence } from "../../view/lines/runEnd.ts";
import { printAnswer } from "../../wait/commandChildren.ts";

const usage = "run JOB [--param NAME=VALUE]... [--no-wait]";

/** `sentinel run`: start a job now, and print its output until its last attempt has ended. */
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
  if (invocation.flag("no-wait") || outcome?.start === undefined || others.length > 0)
    return printAnswer(answer, json, true);
  const { path, start } = outcome;
  const tell = (text: string): void => {
    if (!json) process.stderr.write(`sentinel: ${printable(text)}\n`);
  };
  detachOnInterrupt(path);
  const run = await followStart(
    daemon,
    { job: path, start },
    {
      waits: (now) => tell(`${path}: ${waitSentence(now)}`),
      started: ({ id }) => tell(`${path}: run ${id} has started`),
      line: json ? () => undefined : linePrinter(),
      ended: (ended) => tell(runSentence(ended)),
    },
  );
  if (json) process.stdout.write(`${JSON.stringify(run)}\n`);
  return exitCodeOf(run);
};

/** What a start waits for, and for how long where that is known. */
const waitSentence = ({ reason, next_attempt_at: next }: JobStart): string =>
  next === null ? reason : `${reason} in ${shortDuration(Math.max(0, Date.parse(next) - Date.now()))}`;

/** Ctrl-C ends the output and not the run, which the daemon owns. */
const detachOnInterrupt = (job: string): void => {
  process.once("SIGINT", () => {
    process.stderr.write(
      `sentinel: ${printable(job)} goes on: \`sentinel logs -f ${job}\` shows its output, \`sentinel explain ${job}\` what it does\n`,
    );
    process.exit(exitCode.interrupted);
  });
};

/** Prints each line to the stream that it was printed to. */
const linePrinter = (): ((line: LogLine) => void) => {
  const coloured = hasColour(process.stdout);
  return (line) => {
    const format = formatLogLine({ coloured, onlyChild: line.path, timed: false });
    (line.stream === "stderr" ? process.stderr : process.stdout).write(`${format(line)}\n`);
  };
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
