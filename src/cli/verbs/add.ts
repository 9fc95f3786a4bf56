import type { Outcome } from "../../../supervisors/Supervision.ts";
import { CliError, exitCode, request } from "../client.ts";
import { need, parseInvocation, principal } from "../invocation.ts";
import { tellOutcomes } from "../wanted.ts";

const usage = "add NAME [--under PATH] -- COMMAND...";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, words, rest, value, flag } = parseInvocation(typed, {
    under: { type: "string" },
    "no-wait": { type: "boolean" },
  });
  const [name] = need(words, usage);
  if (rest.length === 0) throw new CliError(exitCode.usage, `usage: sentinel ${usage}`);
  const wait = !flag("no-wait");
  const body = { under: value("under") ?? "", name, command: { argv: rest }, wait, by: principal() };
  const { outcomes } = await request<{ outcomes: ReadonlyArray<Outcome> }>(
    home,
    "POST",
    "/api/v1/children/add",
    body,
  );
  return tellOutcomes(outcomes, json, wait);
};
