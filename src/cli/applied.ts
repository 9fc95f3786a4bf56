import { type Applied, whyNotApplied } from "../domain/Plan.ts";
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
  stderr.write(`sentinel: ${whyNotApplied(applied)}\n`);
  return exitCode.failed;
};
