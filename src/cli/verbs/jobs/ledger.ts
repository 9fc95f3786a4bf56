import { ask, CliError, exitCode } from "../../../client/client.ts";
import { type LedgerOutcome, ledgerOutcomes } from "../../../domain/job/ledgerOutcomes.ts";
import type { LedgerItem } from "../../../domain/view/JobView.ts";
import { optionalPaths, parseInvocation, wholeNumber } from "../../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../../arguments/selectPaths.ts";
import { firstOf, type Page } from "../../feed/allPages.ts";
import { askOrReadOffline } from "../../home/offlineHome.ts";
import { parseTimeOption } from "../../terminal/parseTime.ts";
import { ledgerLines } from "../../view/lines/ledgerLines.ts";

const usage = "ledger [JOB...] [--outcome OUTCOME] [-n N] [--from T] [--until T]";

const defaultCount = 50;

const outcomeIn = (given: string | undefined): LedgerOutcome | undefined => {
  const found = ledgerOutcomes.find((outcome) => outcome === given);
  if (found !== undefined || given === undefined) return found;
  throw new CliError(exitCode.usage, `--outcome takes one of ${ledgerOutcomes.join(", ")}; not "${given}"`);
};

/** `sentinel ledger`: what was expected of jobs, and what became of it. */
export const perform = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed, {
    ...{ outcome: { type: "string" }, number: { type: "string", short: "n" } },
    ...{ from: { type: "string" }, until: { type: "string" } },
  });
  const { json, value, daemon } = invocation;
  const words = optionalPaths(invocation, usage);
  const from = parseTimeOption(value("from"), "--from");
  const until = parseTimeOption(value("until"), "--until");
  const outcome = outcomeIn(value("outcome"));
  const count = wholeNumber(value("number"), "-n") ?? (from === undefined ? defaultCount : Infinity);
  const { paths, code } = await selectPaths(words, lookUpAnywhere(daemon));
  const wanted = { path: paths, outcome, from, until };
  const page = await firstOf(count, (place) =>
    askOrReadOffline<Page<LedgerItem>>(
      daemon,
      () => ask(daemon, "GET /ledger", { query: { ...wanted, ...place } }),
      ({ ledger }) => ledger({ ...wanted, ...place }),
    ),
  );
  const lines = json ? [JSON.stringify(page)] : ledgerLines(page.items, new Date());
  for (const line of lines) process.stdout.write(`${line}\n`);
  return code;
};
