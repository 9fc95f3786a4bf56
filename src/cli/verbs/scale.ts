import type { Outcome } from "../../../supervisors/Supervision.ts";
import { CliError, exitCode, request } from "../client.ts";
import { need, parseInvocation, principal, wholeNumber } from "../invocation.ts";
import { tellOutcomes } from "../wanted.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const { home, json, words, flag } = parseInvocation(typed, { "no-wait": { type: "boolean" } });
  const [path, count] = need(words, "scale PATH N");
  const replicas = wholeNumber(count, "N");
  if (replicas === undefined) throw new CliError(exitCode.usage, "usage: sentinel scale PATH N");
  const wait = !flag("no-wait");
  const body = { path, replicas, wait, by: principal() };
  const { outcomes } = await request<{ outcomes: ReadonlyArray<Outcome> }>(
    home,
    "POST",
    "/api/v1/children/scale",
    body,
  );
  return tellOutcomes(outcomes, json, wait);
};
