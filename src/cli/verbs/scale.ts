import { CliError, exitCode } from "../client.ts";
import { atMost, need, parseInvocation, wholeNumber } from "../invocation.ts";
import { commandDaemon, waitOption } from "../wanted.ts";

const usage = "scale PATH N";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, waitOption);
  const [path, count] = need(atMost(2, invocation, usage), usage);
  const replicas = wholeNumber(count, "N");
  if (replicas === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  return commandDaemon(invocation, "scale", { path, replicas });
};
