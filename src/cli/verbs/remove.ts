import { exitCode } from "../../client/client.ts";
import { parseInvocation } from "../arguments/invocation.ts";
import { recordRemoved } from "../start/managedTree.ts";
import { commandChildren, waitOption } from "../wait/commandChildren.ts";

const remove = commandChildren("remove");

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const code = await remove(typed);
  if (code === exitCode.done) await recordRemoved(parseInvocation(typed, waitOption).home);
  return code;
};
