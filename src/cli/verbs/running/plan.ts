import { ask, exitCode } from "../../../client/client.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { declaredTree } from "../../start/declaredTree.ts";
import { treeOptions } from "../../start/startHere.ts";
import { hasColour } from "../../terminal/style.ts";
import { planLines } from "../../view/planView.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { ...treeOptions, "replace-tree": { type: "boolean" } });
  atMost(0, invocation, "plan [-f FILE] [--env NAME] [--replace-tree]");
  const { daemon, json, flag } = invocation;
  const { tree, source } = await declaredTree(invocation);
  const body = { tree, source, replace_tree: flag("replace-tree") };
  const plan = await ask(daemon, "POST /plan", { body });
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(plan)}\n`);
  else {
    const revisionLine = `For revision ${plan.revision}.`;
    stdout.write(`${[...planLines(plan, hasColour(stdout)), revisionLine].join("\n")}\n`);
  }
  if (plan.another_tree !== undefined)
    process.stderr.write(`sentinel: \`apply\` refuses this: ${plan.another_tree}\n`);
  return exitCode.done;
};
