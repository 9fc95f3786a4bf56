import type { TreeStatus } from "../../domain/Status.ts";
import { ask, exitCode } from "../client.ts";
import { atMost, parseInvocation, query } from "../invocation.ts";
import { hasColour } from "../style.ts";
import { treeLines } from "../treeView.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const { home, json } = invocation;
  const [path] = atMost(1, invocation, "status [PATH]");
  const status = await ask<TreeStatus>(home, `/api/v1/status${query({ path })}`);
  const { stdout } = process;
  if (json) {
    stdout.write(`${JSON.stringify(status)}\n`);
  } else {
    const width = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY;
    stdout.write(
      `${treeLines(status, { coloured: hasColour(stdout), width, now: Date.now() }).join("\n")}\n`,
    );
    const problem = status.file?.problem;
    if (problem) process.stderr.write(`sentinel: ${problem.message}\n`);
    for (const ailment of status.daemon.health?.ailments ?? [])
      process.stderr.write(`sentinel: the daemon itself: ${ailment}\n`);
  }
  return exitCode.done;
};
