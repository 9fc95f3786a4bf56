import { parseSignal } from "../../domain/signals.ts";
import { CliError, exitCode, request } from "../client.ts";
import { atMost, need, parseInvocation, principal } from "../invocation.ts";

const usage = "signal PATH SIGNAL";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const { home, json } = invocation;
  const [path, name] = need(atMost(2, invocation, usage), usage);
  if (name === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const signal = parseSignal(name);
  if (!signal)
    throw new CliError(exitCode.usage, `"${name}" is not a signal; write a name such as HUP or SIGHUP`);
  const body = { path, signal, by: principal() };
  const { pids } = await request<{ pids: ReadonlyArray<number> }>(home, "/api/v1/children/signal", body);
  if (json) process.stdout.write(`${JSON.stringify({ pids })}\n`);
  else if (pids.length > 0)
    process.stdout.write(`${signal} sent to ${pids.map((pid) => `pid ${pid}`).join(", ")}\n`);
  else process.stderr.write(`nothing runs at ${path}\n`);
  return pids.length > 0 ? exitCode.done : exitCode.failed;
};
