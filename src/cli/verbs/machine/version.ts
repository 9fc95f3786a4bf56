import { exitCode } from "../../../client/client.ts";
import { version } from "../../../version.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "version");
  const { json } = invocation;
  process.stdout.write(json ? `${JSON.stringify({ version })}\n` : `sentinel ${version}\n`);
  return exitCode.done;
};
