import { exitCode } from "../client.ts";
import { atMost, parseInvocation } from "../invocation.ts";
import { forgetOwnVariables } from "../ownVariables.ts";
import {
  daemonOptions,
  endWith,
  leaveOnSignals,
  outliveReaders,
  rulingOptions,
  startHere,
} from "../startHere.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, rulingOptions);
  atMost(0, invocation, "daemon [-f FILE] [--env NAME] [--watch] [--replace]");
  outliveReaders();
  forgetOwnVariables(process.env);
  const daemon = await startHere(daemonOptions(invocation));
  leaveOnSignals(daemon, ["SIGINT", "SIGTERM"]);
  // A service has no terminal to lose.
  process.on("SIGHUP", () => undefined);
  return endWith(daemon, () => exitCode.done);
};
