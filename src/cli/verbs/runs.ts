import { ask, CliError, exitCode } from "../../client/client.ts";
import type { DaemonRef } from "../../client/daemonRef.ts";
import type { Run } from "../../domain/Run.ts";
import { type RunOutcome, runOutcomes } from "../../domain/RunOutcome.ts";
import { optionalPaths, parseInvocation, wholeNumber } from "../arguments/invocation.ts";
import { lookUpAnywhere, selectPaths } from "../arguments/selectPaths.ts";
import { askOrReadOffline } from "../home/offlineHome.ts";
import { parseTimeOption } from "../terminal/parseTime.ts";
import { runLines } from "../view/runLines.ts";

const defaultCount = 50;
/** How many runs a page has at most. */
const pageSize = 1_000;

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

interface Page {
  readonly items: ReadonlyArray<Run>;
  readonly next: string | null;
}

const pageOf = (daemon: DaemonRef, query: Wanted & { limit: number; cursor?: string }): Promise<Page> =>
  askOrReadOffline<Page>(
    daemon,
    () => ask(daemon, "GET /runs", { query }),
    ({ runs }) => runs({ ...query }),
  );

/** The newest so many runs, with the cursor of the next page. */
const newest = async (daemon: DaemonRef, wanted: Wanted, count: number): Promise<Page> => {
  const items: Array<Run> = [];
  let next: string | null = null;
  do {
    const limit = Math.min(pageSize, count - items.length);
    const page = await pageOf(daemon, { ...wanted, limit, ...(next === null ? {} : { cursor: next }) });
    items.push(...page.items);
    next = page.next;
  } while (next !== null && items.length < count);
  return { items, next };
};

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
  const page =
    count === 0 ? { items: [], next: null } : await newest(daemon, { path: paths, outcome, from, to }, count);
  const lines = json ? [JSON.stringify(page)] : runLines(page.items, new Date());
  for (const line of lines) process.stdout.write(`${line}\n`);
  return code;
};
