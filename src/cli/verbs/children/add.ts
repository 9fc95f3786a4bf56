import { basename, dirname } from "node:path";
import { ask, CliError, exitCode, isNoDaemon, request } from "../../../client/client.ts";
import type { AddedChild } from "../../../config/print/managedFile.ts";
import { parseCommandLine } from "../../../config/read/service/commandLine.ts";
import { legalName } from "../../../domain/tree/ChildPath.ts";
import type { Command } from "../../../domain/tree/Command.ts";
import { treesFolder } from "../../../home/knownTrees.ts";
import {
  atMost,
  type Invocation,
  parseInvocation,
  requireArguments,
  withHome,
} from "../../arguments/invocation.ts";
import { selectedUrl } from "../../home/findDaemon.ts";
import { homeToAddTo } from "../../home/findHome.ts";
import {
  hasChildren,
  managedFileOf,
  mayStartManagedTree,
  recordAdded,
  startManagedTree,
  startWithChild,
} from "../../start/managedTree.ts";
import { whyOf } from "../../view/tree/whyOf.ts";
import { commandDaemon, waitOption } from "../../wait/commandChildren.ts";

const usage = "add NAME [--under PATH] -- COMMAND...";

/** A single argument is parsed like a command line in the file: a user who quotes a line means the line. */
const parseCommand = ([addFirst, ...rest]: ReadonlyArray<string>): Command | null => {
  if (addFirst === undefined) return null;
  return rest.length === 0 ? parseCommandLine(addFirst) : { argv: [addFirst, ...rest] };
};

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const given = parseInvocation(typed, { under: { type: "string" }, ...waitOption });
  const { rest, value, words } = given;
  const [name] = requireArguments(atMost(1, { words, rest: [] }, usage), usage);
  const command = parseCommand(rest);
  if (command === null) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const under = value("under") ?? "";
  const selector = { url: value("url"), home: value("home"), tree: value("tree") };
  // The current folder of the user is on this machine.
  if (selectedUrl(selector) !== null)
    return commandDaemon(given, (wait) =>
      request(given.daemon, "POST /children", { under, name, command, wait }),
    );
  const home = homeToAddTo({ home: value("home"), tree: value("tree") });
  const invocation = withHome(given, home);
  const child: AddedChild = { name, command, cwd: process.cwd() };
  if (under === "" && mayStartManagedTree(home) && !(await isRunning(home))) {
    if (!(await hasChildren(home))) return addFirst(invocation, child);
    const { daemon } = await startManagedTree(home);
    process.stderr.write(`sentinel: started the daemon for ${managedFileOf(home)} (pid ${daemon.pid})\n`);
  }
  const code = await commandDaemon(invocation, (wait) =>
    request(home, "POST /children", { under, ...child, wait }),
  );
  if (code === exitCode.done && under === "") await recordAdded(home, child);
  return code;
};

/** Whether a daemon runs in a home; an unresponsive one is an error. */
const isRunning = (home: string): Promise<boolean> =>
  ask(home, "GET /status").then(
    () => true,
    (error: unknown) => {
      if (isNoDaemon(error)) return false;
      throw error;
    },
  );

/** Add the first child of all, without a file and a daemon. */
const addFirst = async ({ home, json }: Invocation, added: AddedChild): Promise<number> => {
  if (!legalName.test(added.name))
    throw new CliError(
      exitCode.usage,
      `"${added.name}" is not a valid name for a child: use letters, digits, ".", "_" and "-", beginning with a letter or digit`,
    );
  const { child, isUp, tree } = await startWithChild(home, added);
  const { path, state } = child;
  const file = managedFileOf(home);
  const option = dirname(home) === treesFolder() ? ` --tree ${basename(home)}` : ` --home ${home}`;
  const outcome = { path, state, reason: whyOf(child, Date.now()), reached: isUp };
  if (json) process.stdout.write(`${JSON.stringify({ outcomes: [outcome] })}\n`);
  else (isUp ? process.stdout : process.stderr).write(`${path}: ${state} (${outcome.reason})\n`);
  process.stderr.write(
    isUp
      ? [
          `Started a daemon for the tree "${tree}", which is declared in ${file}.`,
          `  sentinel logs ${path} -f${option}    shows its output`,
          `  sentinel down${option}    stops the tree and the daemon`,
          `  sentinel up --detach -f ${file}${option}    starts it again\n`,
        ].join("\n")
      : `${path} was not added; correct the command and try again\n`,
  );
  return isUp ? exitCode.done : exitCode.failed;
};
