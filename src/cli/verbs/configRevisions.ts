import type { Applied, Plan } from "../../domain/Plan.ts";
import type { RevisionEntry } from "../../domain/Revision.ts";
import { tellApplied } from "../applied.ts";
import { ask, exitCode, request } from "../client.ts";
import { atMost, parseInvocation, principal, query } from "../invocation.ts";
import { planLines } from "../planView.ts";
import { printable } from "../printable.ts";
import { hasColour } from "../style.ts";

/** As much of a hash as tells revisions apart. */
const short = (revision: string): string => revision.slice(0, "sha256:".length + 12);

const entryLine = ({ number, revision, at, by, source, message }: RevisionEntry): string =>
  printable(`${String(number).padStart(4)}  ${short(revision)}  ${at}  ${by}  ${message} (${source})`);

/** Every tree that the daemons of this home were given, oldest first. */
const history = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  atMost(0, invocation, "config history");
  const { home, json } = invocation;
  const found = await ask<{ revisions: ReadonlyArray<RevisionEntry> }>(home, "/api/v1/revisions");
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(found)}\n`);
  else for (const entry of found.revisions) stdout.write(`${entryLine(entry)}\n`);
  return exitCode.done;
};

type Difference = Plan & { readonly from: RevisionEntry; readonly to: RevisionEntry };

/** What differs between two revisions, field by field. */
const diff = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [from, to] = atMost(2, invocation, "config diff [A [B]]");
  const { home, json } = invocation;
  const found = await ask<Difference>(home, `/api/v1/revisions/diff${query({ from, to })}`);
  const { stdout } = process;
  if (json) stdout.write(`${JSON.stringify(found)}\n`);
  else {
    const heads = [`--- ${entryLine(found.from)}`, `+++ ${entryLine(found.to)}`];
    stdout.write(`${[...heads, ...planLines(found, hasColour(stdout))].join("\n")}\n`);
  }
  return exitCode.done;
};

/** Apply an older revision, as a new one. */
const rollback = async (typed: ReadonlyArray<string>): Promise<number> => {
  const invocation = parseInvocation(typed);
  const [to] = atMost(1, invocation, "config rollback [REV]");
  const { home, json } = invocation;
  return tellApplied(await request<Applied>(home, "/api/v1/rollback", { by: principal(), to }), json);
};

/** What there is about revisions, by its word. */
export const about = { history, diff, rollback };
