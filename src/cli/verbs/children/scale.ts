import { CliError, exitCode, request } from "../../../client/client.ts";
import { atMost, parseInvocation, requireArguments, wholeNumber } from "../../arguments/invocation.ts";
import { commandDaemon, waitOption } from "../../wait/commandChildren.ts";

const usage = "scale PATH N";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, waitOption);
  const [path, count] = requireArguments(atMost(2, invocation, usage), usage);
  const replicas = wholeNumber(count, "N");
  if (replicas === undefined) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  return commandDaemon(invocation, (wait) =>
    request(invocation.daemon, "POST /actions", { verb: "scale", paths: [path], replicas, wait }),
  );
};
