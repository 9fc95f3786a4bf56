import { z } from "zod";
import { printable } from "../../../cli/terminal/printable.ts";
import { problemsIn } from "../../../cli/view/tree/problems.ts";
import type { TreeStatus } from "../../../domain/view/Status.ts";
import { childText } from "../../text/childText.ts";
import { Paths } from "../inputs.ts";
import { done, tool } from "../tool.ts";

/** How many children are listed; of more, only those with a problem. */
const most = 60;

const countByState = ({ children }: TreeStatus): string => {
  const counts = new Map<string, number>();
  for (const { state } of children) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${count} ${state}`).join(", ");
};

const wholeText = ({ name, state, reason, revision, file }: TreeStatus): ReadonlyArray<string> => [
  printable(`The tree "${name}" is ${state}${reason === "" ? "" : ` (${reason})`}, revision ${revision}.`),
  ...(file?.problem ? [`The tree is not as its file says: ${printable(file.problem.brief)}`] : []),
];

const statusText = (status: TreeStatus, now: number): string => {
  const problems = problemsIn(status, now);
  const isLong = status.children.length > most;
  const troubled = new Set(problems.map(({ path }) => path));
  const listed = isLong ? status.children.filter(({ path }) => troubled.has(path)) : status.children;
  const [first] = problems;
  return [
    ...wholeText(status),
    ...(isLong
      ? [`${countByState(status)}; only those with a problem are listed, name \`paths\` for others:`]
      : []),
    ...listed.slice(0, most).map((child) => childText(child, now)),
    ...(listed.length > most ? [`${listed.length - most} more with a problem`] : []),
    first === undefined
      ? "Everything that should run does, or is starting."
      : `${problems.length} ${problems.length === 1 ? "child does" : "children do"} not run as intended. Next: \`explain\` with the path "${first.path || "/"}".`,
  ].join("\n");
};

export const status = tool({
  name: "status",
  title: "Status of the processes",
  description:
    "What runs on this machine under Sentinel, a supervisor that starts processes and restarts them when they fail. Shows the tree of services and groups: the state of each (stopped, starting, running, stopping, backoff = waiting for its next restart, failed = given up, finished), why, its process id, restarts, CPU and memory. Begin here.",
  input: z.strictObject({ paths: Paths }),
  effect: "reads",
  perform: async ({ paths }, { daemon }) =>
    done(statusText(await daemon.request("GET /status", { query: { path: paths } }), Date.now())),
});
