import { exitCode } from "../../client/client.ts";
import { hasProcess } from "../../domain/view/childTraits.ts";
import type { ChildStatus, TreeStatus } from "../../domain/view/Status.ts";
import { firstAdmin } from "../account/firstAdmin.ts";
import { lastLineOf } from "../feed/lastLine.ts";
import { printable } from "../terminal/printable.ts";
import { hasColour } from "../terminal/style.ts";
import { exposureLines } from "../view/tree/exposureLines.ts";
import { isDownWithAncestor, notUp } from "../view/tree/notUp.ts";
import { treeLines } from "../view/tree/treeView.ts";
import { whyOf } from "../view/tree/whyOf.ts";

/** Print the result of a tree's start. Returns the exit code. */
export const reportStart = async (home: string, status: TreeStatus, json: boolean): Promise<number> => {
  const { stdout, stderr } = process;
  if (json) stdout.write(`${JSON.stringify(status)}\n`);
  else {
    const width = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY;
    const lines = treeLines(status, { coloured: hasColour(stdout), width, now: Date.now() });
    const admin = await firstAdmin(home, status);
    const access = [...exposureLines(status), ...(admin === null ? [] : [admin.text])];
    stdout.write(`${[...lines, ...access].join("\n")}\n`);
  }
  const missing = notUp(status);
  for (const line of await missingLines(home, missing, status)) stderr.write(`${line}\n`);
  const problem = status.file?.problem;
  if (problem) stderr.write(`sentinel: ${problem.message}\n`);
  if (problem?.kind === "invalid") return exitCode.invalid;
  return status.state === "running" && missing.length === 0 && !problem ? exitCode.done : exitCode.failed;
};

/** Whether it runs, or has run under this daemon. */
const hasRunHere = (child: ChildStatus, { daemon }: TreeStatus): boolean => {
  if (!hasProcess(child)) return false;
  const { pid, last_exit } = child;
  return pid !== null || (last_exit !== null && last_exit.at >= daemon.started_at);
};

/** What happened during this start to a child that is not up. */
const whatHappened = (child: ChildStatus, tree: TreeStatus): string => {
  // Adopted by this daemon in the state it had, such as backoff.
  if (child.since < tree.daemon.started_at) return "was not up before either";
  return hasRunHere(child, tree) ? "is not up" : "has not started";
};

const missingLines = async (
  home: string,
  missing: ReadonlyArray<ChildStatus>,
  status: TreeStatus,
): Promise<ReadonlyArray<string>> => {
  const others = missing.filter((child) => hasProcess(child) && isDownWithAncestor(child, status));
  const own = missing.filter((child) => !isDownWithAncestor(child, status));
  const lines = await Promise.all(
    own.map(async (child) => {
      const why = `${child.state} (${whyOf(child, Date.now())})`;
      return `${child.path} ${whatHappened(child, status)}: ${why}${await lastOutput(home, child)}`;
    }),
  );
  const ran = others.filter((child) => hasRunHere(child, status));
  const notStarted = others.filter((child) => !hasRunHere(child, status));
  return [
    ...lines,
    ...consequence(ran, "was stopped again because of that", "were stopped again because of that"),
    ...consequence(notStarted, "was not started because of that", "were not started because of that"),
  ];
};

/** How many children are named; the rest is counted. */
const maxNamed = 5;

const consequence = (
  children: ReadonlyArray<ChildStatus>,
  one: string,
  many: string,
): ReadonlyArray<string> => {
  const [first] = children;
  if (!first) return [];
  if (children.length === 1) return [`${first.path} ${one}`];
  const names = children.slice(0, maxNamed).map(({ path }) => path);
  const more = children.length - names.length;
  return [`${names.join(", ")}${more > 0 ? ` and ${more} more` : ""} ${many}`];
};

/** The last output of a child that missed its readiness timeout. */
const lastOutput = async (home: string, child: ChildStatus): Promise<string> => {
  if (!hasProcess(child) || !child.reason.includes("not ready within")) return "";
  const { path, state, run, last_exit, last_words } = child;
  const line = await lastLineOf(home, path, state === "stopping" ? run : (last_exit?.run ?? null));
  const lines = line === null ? "; it printed nothing" : `; its last line: "${line}"`;
  return printable(line !== null && line === last_words ? "" : lines);
};
