import { exitCode } from "../client.ts";
import { parseInvocation } from "../invocation.ts";
import { daemonOptions, leaveOnSignals, startHere, treeOptions } from "../startHere.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const daemon = await startHere(daemonOptions(parseInvocation(typed, treeOptions)));
  leaveOnSignals(daemon);
  await daemon.left;
  return exitCode.done;
};
