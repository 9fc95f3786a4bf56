import { version } from "../../version.ts";
import { exitCode } from "../client.ts";
import { parseInvocation } from "../invocation.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { json } = parseInvocation(typed);
  process.stdout.write(json ? `${JSON.stringify({ version })}\n` : `sentinel ${version}\n`);
  return exitCode.done;
};
