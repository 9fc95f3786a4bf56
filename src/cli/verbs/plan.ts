import type { PlanFor } from "../../domain/Plan.ts";
import { ask, exitCode } from "../client.ts";
import { atMost, parseInvocation } from "../invocation.ts";
import { planLines } from "../planView.ts";
import { treeOptions } from "../startHere.ts";
import { hasColour } from "../style.ts";
import { wantedTree } from "../wantedTree.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, treeOptions);
  atMost(0, invocation, "plan [-f FILE] [--env NAME]");
  const { home, json } = invocation;
  const { tree } = await wantedTree(invocation);
  const plan = await ask<PlanFor>(home, "/api/v1/plan", { body: { tree } });
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(plan)}\n`);
  else {
    const made = `For revision ${plan.revision}.`;
    stdout.write(`${[...planLines(plan, hasColour(stdout)), made].join("\n")}\n`);
  }
  return exitCode.done;
};
