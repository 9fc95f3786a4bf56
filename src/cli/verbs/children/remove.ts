import { exitCode } from "../../../client/client.ts";
import { parseInvocation } from "../../arguments/invocation.ts";
import { recordRemoved } from "../../start/managedTree.ts";
import { commandChildren, waitOption } from "../../wait/commandChildren.ts";

const remove = commandChildren("remove");

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const code = await remove(typed);
  const { daemon } = parseInvocation(typed, waitOption);
  if (code === exitCode.done && typeof daemon === "string") await recordRemoved(daemon);
  return code;
};
