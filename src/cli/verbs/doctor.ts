import type { TreeStatus } from "../../domain/Status.ts";
import { allChecks, type Check } from "../checks.ts";
import { ask, CliError, exitCode } from "../client.ts";
import { atMost, parseInvocation } from "../invocation.ts";
import { printable } from "../printable.ts";
import { hasColour, paint } from "../style.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const { home, json } = invocation;
  atMost(0, invocation, "doctor [--json]");
  const checks = allChecks(home, await statusOf(home));
  const isWell = checks.every(({ advice }) => advice === null);
  const lines = checks.flatMap(linesOf(hasColour(process.stdout)));
  process.stdout.write(json ? `${JSON.stringify({ ok: isWell, checks })}\n` : `${lines.join("\n")}\n`);
  return isWell ? exitCode.done : exitCode.failed;
};

/** How long is waited for a daemon that gives no answer, in ms: that is what is looked for. */
const patience = 2_000;

/** The status; or why there is none, which is one of the findings. */
const statusOf = (home: string): Promise<TreeStatus | CliError> =>
  ask<TreeStatus>(home, "/api/v1/status", { patience }).catch((error: unknown) => {
    if (error instanceof CliError && error.code === exitCode.noDaemon) return error;
    throw error;
  });

const linesOf =
  (coloured: boolean) =>
  ({ name, found, advice }: Check): ReadonlyArray<string> =>
    advice === null
      ? [`${paint("✓", "green", coloured)} ${name}: ${printable(found)}`]
      : [`${paint("✕", "red", coloured)} ${name}: ${printable(found)}`, `  ${printable(advice)}`];
