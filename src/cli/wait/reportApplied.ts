import { exitCode } from "../../client/client.ts";
import type { Applied } from "../../domain/view/Plan.ts";
import { describeNotUp } from "../../policy/health/describeGroup.ts";
import { whyNotApplied } from "../../policy/messages/failedApply.ts";
import { printable } from "../terminal/printable.ts";
import { hasColour } from "../terminal/style.ts";
import { planLines } from "../view/planView.ts";

/** Print the result of an apply. Returns the exit code. */
export const reportApplied = (applied: Applied, json: boolean): number => {
  const { stdout, stderr } = process;
  if (json) stdout.write(`${JSON.stringify(applied)}\n`);
  else if (applied.applied)
    stdout.write(
      `${planLines(applied, hasColour(stdout)).join("\n")}\nNow at revision ${applied.revision}.\n`,
    );
  const { not_up = [] } = applied;
  if (!applied.applied) stderr.write(`sentinel: ${whyNotApplied(applied)}\n`);
  for (const one of not_up) stderr.write(`${printable(describeNotUp(one, Date.now()))}\n`);
  return applied.applied && not_up.length === 0 ? exitCode.done : exitCode.failed;
};
