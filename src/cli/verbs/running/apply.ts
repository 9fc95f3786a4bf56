import { request } from "../../../client/client.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { declaredTree } from "../../start/declaredTree.ts";
import { treeOptions } from "../../start/startHere.ts";
import { reportApplied } from "../../wait/reportApplied.ts";
import { reportProgress } from "../../wait/reportProgress.ts";

const options = {
  ...treeOptions,
  revision: { type: "string" },
  message: { type: "string", short: "m" },
  "replace-tree": { type: "boolean" },
} as const;

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, options);
  atMost(0, invocation, "apply [-f FILE] [--env NAME] [--revision HASH] [--replace-tree]");
  const { daemon, json, flag, value } = invocation;
  const { tree, source } = await declaredTree(invocation);
  const endProgress = reportProgress(daemon, undefined, "apply");
  const applied = await request(daemon, "POST /apply", {
    tree,
    source,
    message: value("message") ?? "the file was applied",
    revision: value("revision"),
    replace_tree: flag("replace-tree"),
  }).finally(() => endProgress());
  return reportApplied(applied, json);
};
