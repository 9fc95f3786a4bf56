import { CliError, exitCode } from "../client.ts";
import { atMost, need, parseInvocation } from "../invocation.ts";
import { commandDaemon, waitOption } from "../wanted.ts";

const usage = "add NAME [--under PATH] -- COMMAND...";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { under: { type: "string" }, ...waitOption });
  const { rest, value } = invocation;
  const [name] = need(atMost(1, { ...invocation, rest: [] }, usage), usage);
  if (rest.length === 0) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  return commandDaemon(invocation, "add", { under: value("under") ?? "", name, command: { argv: rest } });
};
