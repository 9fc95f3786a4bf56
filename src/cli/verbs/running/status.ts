import { ask, exitCode } from "../../../client/client.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { optionalPaths, parseInvocation } from "../../arguments/invocation.ts";
import { lookUp, selectPaths } from "../../arguments/selectPaths.ts";
import { suggestOfflineReading } from "../../home/offlineHome.ts";
import { hasColour } from "../../terminal/style.ts";
import { exposureLines } from "../../view/tree/exposureLines.ts";
import { problemsIn } from "../../view/tree/problems.ts";
import { treeLines } from "../../view/tree/treeView.ts";

const usage = "status [PATH...] [--check]";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { check: { type: "boolean" } });
  const words = optionalPaths(invocation, usage);
  const { daemon, json } = invocation;
  const { paths, code } = await selectPaths(words, lookUp(daemon)).catch(suggestOfflineReading(daemon));
  const status = await ask(daemon, "GET /status", { query: { path: paths } }).catch(
    suggestOfflineReading(daemon),
  );
  if (invocation.flag("check")) return tellProblems(status, json) || code;
  const { stdout } = process;
  if (json) {
    stdout.write(`${JSON.stringify(status)}\n`);
  } else {
    const width = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY;
    const lines = treeLines(status, { coloured: hasColour(stdout), width, now: Date.now() });
    stdout.write(`${[...lines, ...exposureLines(status)].join("\n")}\n`);
    const problem = status.file?.problem;
    if (problem) process.stderr.write(`sentinel: ${problem.message}\n`);
    for (const healthProblem of status.daemon.health?.ailments ?? [])
      process.stderr.write(`sentinel: the daemon itself: ${healthProblem}\n`);
  }
  return code;
};

/** Print one line for each problem; nothing if there are none. */
const tellProblems = (status: TreeStatus, json: boolean): number => {
  const problems = problemsIn(status, Date.now());
  const lines = json
    ? [JSON.stringify({ problems })]
    : problems.map(({ path, state, reason }) => `${path || status.name}: ${state} (${reason})`);
  for (const line of lines) process.stdout.write(`${line}\n`);
  return problems.length === 0 ? exitCode.done : exitCode.failed;
};
