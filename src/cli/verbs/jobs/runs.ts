import { ask, CliError, exitCode } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { Run } from "../../../domain/Run.ts";
import { type RunOutcome, runOutcomes } from "../../../domain/RunOutcome.ts";
import { optionalPaths, parseInvocation, wholeNumber } from "../../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../../arguments/selectPaths.ts";
import { firstOf, type Page } from "../../feed/allPages.ts";
import { askOrReadOffline } from "../../home/offlineHome.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { runLines } from "../../view/lines/runLines.ts";

const defaultCount = 50;

const outcomesIn = (given: string | undefined): ReadonlyArray<RunOutcome> | undefined =>
  given?.split(",").map((word) => {
    const found = runOutcomes.find((outcome) => outcome === word);
    if (found !== undefined) return found;
    throw new CliError(exitCode.usage, `--outcome takes ${runOutcomes.join(", ")}; not "${word}"`);
  });

interface Wanted {
  readonly path: ReadonlyArray<string>;
  readonly outcome: ReadonlyArray<RunOutcome> | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const newest = (daemon: DaemonRef, wanted: Wanted, count: number): Promise<Page<Run>> =>
  firstOf(count, (place) =>
    askOrReadOffline<Page<Run>>(
      daemon,
      () => ask(daemon, "GET /runs", { query: { ...wanted, ...place } }),
      ({ runs }) => runs({ ...wanted, ...place }),
    ),
  );

export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    outcome: { type: "string" },
    number: { type: "string", short: "n" },
    since: { type: "string" },
    until: { type: "string" },
  });
  const { json, value, daemon } = invocation;
  const words = optionalPaths(invocation, "runs [PATH...] [--outcome WORD,…] [-n N]");
  const from = parseTimeOption(value("since"), "--since");
  const to = parseTimeOption(value("until"), "--until");
  const outcome = outcomesIn(value("outcome"));
  const count = wholeNumber(value("number"), "-n") ?? (from === undefined ? defaultCount : Infinity);
  const { paths, code } = await selectPaths(words, lookUpAnywhere(daemon));
  const page = await newest(daemon, { path: paths, outcome, from, to }, count);
  const lines = json ? [JSON.stringify(page)] : runLines(page.items, new Date());
  for (const line of lines) process.stdout.write(`${line}\n`);
  return code;
};
