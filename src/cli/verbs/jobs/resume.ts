import { request } from "../../../client/client.ts";
import { optionalPaths, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { printAnswer } from "../../wait/commandChildren.ts";

const usage = "resume PATH...";

/** `sentinel resume`: the end of a pause. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const paths = requireArguments(optionalPaths(invocation, usage), usage);
  const answer = await request(invocation.daemon, "POST /actions", { verb: "resume", paths });
  return printAnswer(answer, invocation.json, true);
};
