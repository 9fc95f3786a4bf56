import { chownSync, existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { stableNodePath } from "../../../launchd/nodePath.ts";
import {
  type ServiceManager,
  type ServiceOptions,
  serviceVariable,
} from "../../../launchd/ServiceManager.ts";
import { ask, CliError, exitCode } from "../../client/client.ts";
import { homeFiles } from "../../home/files.ts";
import { readServiceRecord, writeServiceRecord } from "../../home/serviceRecord.ts";
import { longestStop } from "../../policy/longestStop.ts";
import { atMost, type Invocation, parseInvocation } from "../arguments/invocation.ts";
import { withDaemonVariables } from "../start/daemonVariables.ts";
import { startDetached } from "../start/startDetached.ts";
import { treeOptions } from "../start/startHere.ts";
import { type Account, accountOf } from "./account.ts";
import { asCliError } from "./asCliError.ts";
import { serviceManager } from "./manager.ts";
import { givenScope, labelOf, serviceOptions } from "./selectedService.ts";
import { servicePath } from "./servicePath.ts";
import { makeHome, type TreeOfService, treeOfService } from "./treeOfService.ts";
import { untilServing } from "./untilServing.ts";

export const installUsage =
  "service install [-f FILE] [--env NAME] [--user | --system] [--as USER] [--name LABEL] [--dry-run]";

const { stdout, stderr } = process;

/** What launchd and systemd accept, and what needs no quotes in a shell. */
const legalLabel = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const labelFrom = (
  invocation: Invocation,
  manager: ServiceManager,
  { home, tree }: TreeOfService,
): string => {
  const given = invocation.value("name");
  if (given === undefined) return labelOf(manager, home, tree.name);
  if (legalLabel.test(given)) return given;
  throw new CliError(
    exitCode.usage,
    `--name takes letters, digits, \`.\`, \`_\` and \`-\`, and begins with a letter or digit; not "${given}"`,
  );
};

/** The user whom a service of the machine runs as; null: it is one of this user. */
const accountFrom = async (invocation: Invocation): Promise<Account | null> => {
  const user = invocation.value("as");
  if (givenScope(invocation) === "system") return accountOf(user ?? "root");
  if (user === undefined) return null;
  throw new CliError(
    exitCode.usage,
    "--as names the user of a service of the machine; add --system, or leave it out: the service of a user runs as that user",
  );
};

const optionsFor = (
  invocation: Invocation,
  manager: ServiceManager,
  found: TreeOfService,
  account: Account | null,
): { readonly options: ServiceOptions; readonly warning: string | null } => {
  const { home, file, tree } = found;
  const label = labelFrom(invocation, manager, found);
  const scope = account === null ? "user" : "system";
  const { path: node, warning } = stableNodePath(process.execPath, process.argv0, existsSync);
  const { LANG } = process.env;
  return {
    warning,
    options: {
      ...{ label, scope, home, file, node },
      program: resolve(process.argv[1] ?? ""),
      env: invocation.value("env") ?? null,
      workingDirectory: account?.home ?? (homedir() || userInfo().homedir),
      user: account === null || account.uid === 0 ? null : account.name,
      path: servicePath(process.env.PATH ?? "", existsSync),
      longestStopMs: longestStop(tree.root),
      log: manager.logOf({ label, scope }, home),
      variables: withDaemonVariables({
        [serviceVariable]: label,
        ...(account === null ? {} : { HOME: account.home }),
        ...(LANG ? { LANG } : {}),
      }),
    },
  };
};

const printPlan = async (
  manager: ServiceManager,
  options: ServiceOptions,
  json: boolean,
): Promise<number> => {
  const plan = await asCliError(manager.plan(options));
  if (json) stdout.write(`${JSON.stringify(plan)}\n`);
  else
    stdout.write(
      `# ${plan.definition}\n${plan.text}\n${plan.commands.map((line) => `# ${line}\n`).join("")}`,
    );
  return exitCode.done;
};

/**
 * A service that is installed again is stopped first. Its children must not be: meanwhile they are left to a daemon of
 * no service, which then hands over as any other.
 */
const keepChildren = async (manager: ServiceManager, options: ServiceOptions): Promise<void> => {
  const { home, file, env } = options;
  const record = readServiceRecord(home);
  const former = record ?? options;
  const { pid } = await manager.status(former);
  const holder = await ask(home, "GET /status").catch(() => null);
  // Another user's tree must not run as this one, even for a moment.
  if (pid !== null && holder?.daemon.pid === pid && options.user === null)
    await startDetached(home, ["--file", file, ...(env === null ? [] : ["--env", env]), "--replace"]);
  const isOther = former.label !== options.label || former.scope !== options.scope;
  if (record !== null && isOther) await manager.uninstall(former);
};

const accessTo = ({ user, scope, home }: ServiceOptions): string =>
  scope === "user" || user !== null
    ? `\`sentinel --home ${home} status\` shows the tree`
    : `\`sudo sentinel --home ${home} status\` shows the tree`;

/** `sentinel service install`: have the service manager of this machine start and keep the daemon of a tree. */
export const install = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...treeOptions,
    ...serviceOptions,
    as: { type: "string" },
    "dry-run": { type: "boolean" },
  });
  atMost(0, invocation, installUsage);
  const manager = await serviceManager();
  const account = await accountFrom(invocation);
  const found = await treeOfService(invocation, account);
  if (invocation.flag("dry-run")) {
    const { options, warning } = optionsFor(invocation, manager, found, account);
    if (warning !== null) stderr.write(`sentinel: ${warning}\n`);
    return printPlan(manager, options, invocation.json);
  }
  const home = await makeHome(invocation, found, account);
  const { options, warning } = optionsFor(invocation, manager, { ...found, home }, account);
  const { label, scope } = options;
  await asCliError(keepChildren(manager, options));
  const definition = manager.definitionOf(options);
  writeServiceRecord(home, { label, scope, definition });
  if (account !== null) chownSync(join(home, homeFiles.service), account.uid, account.gid);
  const notes = await asCliError(manager.install(options));
  const { daemon } = await asCliError(untilServing(manager, options, home, null));
  if (invocation.json)
    stdout.write(`${JSON.stringify({ label, scope, definition, home, pid: daemon.pid, notes, warning })}\n`);
  else {
    const title = `${label} is installed: ${manager.name} keeps the daemon of ${found.tree.name}, pid ${daemon.pid}.`;
    stdout.write(
      `${[title, ...notes, `${accessTo(options)}, \`sentinel service status\` the service.`].join("\n")}\n`,
    );
    if (warning !== null) stderr.write(`sentinel: ${warning}\n`);
  }
  return exitCode.done;
};
