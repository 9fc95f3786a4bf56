import { ask, exitCode, request } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { FailedApply, RevisionEntry } from "../../../domain/stored/Revision.ts";
import type { Plan } from "../../../domain/view/Plan.ts";
import { atMost, parseInvocation } from "../../arguments/invocation.ts";
import { askOrReadOffline } from "../../home/offlineHome.ts";
import { dateAndTime } from "../../terminal/localTime.ts";
import { printable } from "../../terminal/printable.ts";
import { hasColour } from "../../terminal/style.ts";
import { differenceLines } from "../../view/planView.ts";
import { reportApplied } from "../../wait/reportApplied.ts";

/** Enough of a hash to distinguish revisions. */
const short = (revision: string): string => revision.slice(0, "sha256:".length + 12);

const entryLine = ({ number, revision, at, by, source, message }: RevisionEntry): string =>
  printable(
    `${String(number).padStart(4)}  ${short(revision)}  ${dateAndTime(at)}  ${by}  ${message} (${source})`,
  );

const failedLine = ({ revision, at, by, source, message, error }: FailedApply): string =>
  printable(
    `   –  ${short(revision)}  ${dateAndTime(at)}  ${by}  ${message} (${source}): not applied: ${error}`,
  );

/** All items of a list of the daemon, oldest first. */
const allItems = async <Item>(
  pageAfter: (cursor: string | undefined) => Promise<{
    readonly items: ReadonlyArray<Item>;
    readonly next: string | null;
  }>,
): Promise<ReadonlyArray<Item>> => {
  const found: Array<Item> = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await pageAfter(cursor);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found.reverse();
};

const pageSize = 1_000;

const historyOf = async (daemon: DaemonRef) => ({
  revisions: await allItems((cursor) =>
    ask(daemon, "GET /revisions", { query: { limit: pageSize, cursor } }),
  ),
  failed_applies: await allItems((cursor) =>
    ask(daemon, "GET /failed-applies", { query: { limit: pageSize, cursor } }),
  ),
});

/** All revisions of this home and the applies that failed, oldest first. */
const history = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "config history");
  const { daemon, json } = invocation;
  const answer = await askOrReadOffline<{
    readonly revisions: ReadonlyArray<RevisionEntry>;
    readonly failed_applies?: ReadonlyArray<FailedApply>;
  }>(
    daemon,
    () => historyOf(daemon),
    ({ revisions }) => revisions(),
  );
  const { revisions, failed_applies = [] } = answer;
  const entries = [
    ...revisions.map((entry) => ({ at: entry.at, line: entryLine(entry) })),
    ...failed_applies.map((entry) => ({ at: entry.at, line: failedLine(entry) })),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(answer)}\n`);
  else for (const { line } of entries) stdout.write(`${line}\n`);
  return exitCode.done;
};

type Difference = Plan & { readonly from: RevisionEntry; readonly to: RevisionEntry };

/** The differences between two revisions, field by field. */
const diff = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [from = "previous", to = "newest"] = atMost(2, invocation, "config diff [A [B]]");
  const { daemon, json } = invocation;
  const answer = await askOrReadOffline<Difference>(
    daemon,
    () => ask(daemon, "GET /revisions/:id/diff/:other", { params: { id: from, other: to } }),
    ({ difference }) => difference(from, to),
  );
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(answer)}\n`);
  else {
    const headings = [`--- ${entryLine(answer.from)}`, `+++ ${entryLine(answer.to)}`];
    stdout.write(`${[...headings, ...differenceLines(answer, hasColour(stdout))].join("\n")}\n`);
  }
  return exitCode.done;
};

/** Apply an older revision, as a new one. */
const rollback = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [id = "previous"] = atMost(1, invocation, "config rollback [REV]");
  const { daemon, json } = invocation;
  return reportApplied(await request(daemon, "POST /revisions/:id/rollback", {}, { params: { id } }), json);
};

/** The subcommands for revisions. */
export const revisionSubcommands = { history, diff, rollback };
