import type { Outcome } from "../../supervisors/Supervision.ts";
import { exitCode, request } from "./client.ts";
import { type Invocation, need, parseInvocation, principal } from "./invocation.ts";

/** The option of every verb that waits until what was asked for has come about. */
export const waitOption = { "no-wait": { type: "boolean" } } as const;

/** Tell the daemon to do something to children; say of each what came of it, and with which code to end. */
export const commandDaemon = async (
  { home, json, flag }: Invocation,
  verb: string,
  details: Readonly<Record<string, unknown>>,
): Promise<number> => {
  const wait = !flag("no-wait");
  const { outcomes } = await request<{ outcomes: ReadonlyArray<Outcome> }>(home, `/api/v1/children/${verb}`, {
    ...details,
    wait,
    by: principal(),
  });
  return tellOutcomes(outcomes, json, wait);
};

const tellOutcomes = (outcomes: ReadonlyArray<Outcome>, json: boolean, waited: boolean): number => {
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
    const invocation = parseInvocation(typed, waitOption);
    return commandDaemon(invocation, verb, { paths: need(invocation.words, `${verb} PATH...`) });
  };
