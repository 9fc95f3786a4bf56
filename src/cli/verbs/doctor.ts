import { ask, CliError, exitCode } from "../../client/client.ts";
import type { TreeStatus } from "../../domain/view/Status.ts";
import { treesFolder } from "../../home/knownTrees.ts";
import { atMost, type Invocation, parseInvocation } from "../arguments/invocation.ts";
import { allChecks, type Check, checksWithoutHome } from "../doctor/checks.ts";
import { hasLegacyHome, tryToMigrate } from "../home/legacyHome.ts";
import { printable } from "../terminal/printable.ts";
import { hasColour, paint } from "../terminal/style.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, { fix: { type: "boolean" } });
  const { json } = invocation;
  atMost(0, invocation, "doctor [--fix] [--json]");
  const legacyHome = await legacyHomeChecks(invocation.flag("fix"));
  const home = homeOf(invocation);
  const results = home instanceof CliError ? checksWithoutHome(home) : allChecks(home, await statusOf(home));
  const checks = [...legacyHome, ...results];
  const isHealthy = checks.every(({ advice }) => advice === null);
  const lines = checks.flatMap(formatCheck(hasColour(process.stdout)));
  process.stdout.write(json ? `${JSON.stringify({ ok: isHealthy, checks })}\n` : `${lines.join("\n")}\n`);
  return isHealthy ? exitCode.done : exitCode.failed;
};

/** The selected home, or why there is none, which is itself a finding. */
const homeOf = (invocation: Invocation): string | CliError => {
  try {
    return invocation.home;
  } catch (error) {
    if (error instanceof CliError && error.code === exitCode.noDaemon) return error;
    throw error;
  }
};

/** The check for a legacy home, which is moved with --fix. */
const legacyHomeChecks = async (fix: boolean): Promise<ReadonlyArray<Check>> => {
  if (!hasLegacyHome()) return [];
  const name = "home of an earlier version";
  const result = fix ? await tryToMigrate() : null;
  if (result === null)
    return [
      {
        name,
        found: `${treesFolder()} itself holds a tree; its next start with nothing of it running, or \`sentinel doctor --fix\`, moves it to a folder of its own there`,
        advice: null,
      },
    ];
  if ("home" in result) return [{ name, found: `moved to ${result.home}`, advice: null }];
  const advice = "stop its tree with `sentinel down`, then try again";
  return [{ name, found: `${treesFolder()} was not moved: ${result.why}`, advice }];
};

/** How long the daemon may take to answer, in ms: an unresponsive one is a finding. */
const livenessTimeout = 2_000;

/** The status, or why there is none, which is itself a finding. */
const statusOf = (home: string): Promise<TreeStatus | CliError> =>
  ask(home, "GET /status", { livenessTimeout }).catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.noDaemon) return error;
    throw error;
  });

const formatCheck =
  (coloured: boolean) =>
  ({ name, found, advice }: Check): ReadonlyArray<string> =>
    advice === null
      ? [`${paint("✓", "green", coloured)} ${name}: ${printable(found)}`]
      : [`${paint("✕", "red", coloured)} ${name}: ${printable(found)}`, `  ${printable(advice)}`];
