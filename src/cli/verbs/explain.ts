import type { Explanation } from "../../../supervisors/Supervision.ts";
import { exitCode, request } from "../client.ts";
import { need, parseInvocation, query } from "../invocation.ts";
import { printable } from "../printable.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, words } = parseInvocation(typed);
  const [path] = need(words, "explain PATH");
  const explanation = await request<Explanation>(home, "GET", `/api/v1/explain${query({ path })}`);
  process.stdout.write(
    json ? `${JSON.stringify(explanation)}\n` : `${explanation.sentences.map(printable).join("\n")}\n`,
  );
  return exitCode.done;
};
