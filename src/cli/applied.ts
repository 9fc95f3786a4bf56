import type { Applied } from "../domain/Plan.ts";
import { exitCode } from "./client.ts";
import { planLines } from "./planView.ts";
import { hasColour } from "./style.ts";

/** Say what an apply has come to, and with which code to end. */
export const tellApplied = (applied: Applied, json: boolean): number => {
  const { stdout, stderr } = process;
  if (json) stdout.write(`${JSON.stringify(applied)}\n`);
  else if (applied.applied)
    stdout.write(
      `${planLines(applied, hasColour(stdout)).join("\n")}\nNow at revision ${applied.revision}.\n`,
    );
  if (applied.applied) return exitCode.done;
  const { error, restore_error } = applied;
  const after =
    restore_error === null
      ? "everything was brought back to what it was"
      : `bringing back what was failed too: ${restore_error}`;
  stderr.write(`sentinel: not applied: ${error}; ${after}\n`);
  return exitCode.failed;
};
