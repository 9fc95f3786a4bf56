import { request } from "../../../client/client.ts";
import { optionalPaths, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { printAnswer } from "../../wait/commandChildren.ts";

const usage = "skip JOB...";

/** `sentinel skip`: nothing starts at the next instant of a job. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const paths = requireArguments(optionalPaths(invocation, usage), usage);
  const answer = await request(invocation.daemon, "POST /actions", { verb: "skip_next", paths });
  return printAnswer(answer, invocation.json, true);
};
