import { ask } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import { optionalPaths, parseInvocation, requireArguments } from "../../arguments/invocation.ts";
import { expandPaths } from "../../arguments/selectPaths.ts";
import { suggestOfflineReading } from "../../home/offlineHome.ts";
import { explanationLines } from "../../view/lines/explanationLines.ts";

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const words = requireArguments(optionalPaths(invocation, usage), usage);
  const { daemon, json } = invocation;
  return explain(daemon, words, json).catch(suggestOfflineReading(daemon));
};

const usage = "explain PATH...";

/** One JSON document for one path, one per line for several. */
const explain = async (daemon: DaemonRef, words: ReadonlyArray<string>, json: boolean): Promise<number> => {
  const { paths, code } = await expandPaths(daemon, words);
  const now = new Date();
  const parts: Array<string> = [];
  for (const path of paths) {
    const explanation = await ask(daemon, "GET /children/:path/explain", { params: { path: path || "/" } });
    parts.push(json ? JSON.stringify(explanation) : explanationLines(explanation, now).join("\n"));
  }
  process.stdout.write(`${parts.join(json ? "\n" : "\n\n")}\n`);
  return code;
};
