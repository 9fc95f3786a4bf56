import type { Explanation } from "../../../supervisors/Supervision.ts";
import { ask, exitCode } from "../client.ts";
import { atMost, need, parseInvocation, query } from "../invocation.ts";
import { printable } from "../printable.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const { home, json } = invocation;
  const [path] = need(atMost(1, invocation, "explain PATH"), "explain PATH");
  const explanation = await ask<Explanation>(home, `/api/v1/explain${query({ path })}`);
  process.stdout.write(
    json ? `${JSON.stringify(explanation)}\n` : `${explanation.sentences.map(printable).join("\n")}\n`,
  );
  return exitCode.done;
};
