import type { Outcome } from "../../supervisors/Supervision.ts";
import { exitCode, request } from "./client.ts";
import { need, parseInvocation, principal } from "./invocation.ts";

/** What is said of each child that a command was about; the exit code tells whether all came about. */
export const tellOutcomes = (outcomes: ReadonlyArray<Outcome>, json: boolean, waited: boolean): number => {
  if (json) process.stdout.write(`${JSON.stringify({ outcomes })}\n`);
  for (const { path, state, reason, reached } of outcomes) {
    if (!json)
      (reached || !waited ? process.stdout : process.stderr).write(
        `${path || "the tree"}: ${state} (${reason})\n`,
      );
  }
  return !waited || outcomes.every(({ reached }) => reached) ? exitCode.done : exitCode.failed;
};

/** `start`, `stop`, `restart` and `remove`: the same words with another verb. */
export const commandChildren =
  (verb: "start" | "stop" | "restart" | "remove") =>
  async (typed: ReadonlyArray<string>): Promise<number> => {
    const { home, json, words, flag } = parseInvocation(typed, { "no-wait": { type: "boolean" } });
    const paths = need(words, `${verb} PATH...`);
    const wait = !flag("no-wait");
    const body = { paths, wait, by: principal() };
    const { outcomes } = await request<{ outcomes: ReadonlyArray<Outcome> }>(
      home,
      "POST",
      `/api/v1/children/${verb}`,
      body,
    );
    return tellOutcomes(outcomes, json, wait);
  };
