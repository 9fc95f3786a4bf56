import { CliError, exitCode, request } from "../../../client/client.ts";
import { parseSignal } from "../../../domain/tree/signals.ts";
import { atMost, parseInvocation, requireArguments } from "../../arguments/invocation.ts";

const usage = "signal PATH SIGNAL";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [path, name] = requireArguments(atMost(2, invocation, usage), usage);
  if (name === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const signal = parseSignal(name);
  if (!signal)
    throw new CliError(
      exitCode.usage,
      `"${name}" is not a signal; write a name such as HUP, SIGHUP or RTMIN+3, or a number`,
    );
  const { daemon, json } = invocation;
  const { outcomes } = await request(daemon, "POST /actions", { verb: "signal", paths: [path], signal });
  const pids = outcomes.flatMap((outcome) => outcome.pids ?? []);
  if (json) process.stdout.write(`${JSON.stringify({ pids })}\n`);
  else if (pids.length > 0)
    process.stdout.write(`${signal} sent to ${pids.map((pid) => `pid ${pid}`).join(", ")}\n`);
  else process.stderr.write(`nothing runs at ${path}\n`);
  return pids.length > 0 ? exitCode.done : exitCode.failed;
};
