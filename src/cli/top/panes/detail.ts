import { ask, CliError } from "../../../client/client.ts";
import type { DaemonRef } from "../../../client/daemonRef.ts";
import type { NodeRecord } from "../../../client/live/protocol.ts";
import type { JournalEntry } from "../../../domain/Event.ts";
import type { Explanation } from "../../../domain/view/Explanation.ts";
import { eventLine } from "../../view/lines/eventLine.ts";
import { explanationLines } from "../../view/lines/explanationLines.ts";
import { wrapped } from "./wrapped.ts";

/** How many events of the child are shown. */
const eventCount = 6;

/** What is shown of a child: why it is in its state, and what has happened to it. */
export interface Detail {
  readonly explanation: Explanation | null;
  /** The newest last. */
  readonly events: ReadonlyArray<JournalEntry>;
  /** Why it can't be shown. */
  readonly problem: string | null;
}

/** Ask the daemon about a child. */
export const readDetail = async (daemon: DaemonRef, path: string): Promise<Detail> => {
  try {
    const [explanation, events] = await Promise.all([
      ask(daemon, "GET /children/:path/explain", { params: { path } }),
      ask(daemon, "GET /events", { query: { path: [path], last: eventCount, limit: eventCount } }),
    ]);
    // Events of another version are described by their fields.
    return { explanation, events: events.items as ReadonlyArray<JournalEntry>, problem: null };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { explanation: null, events: [], problem: error.message };
  }
};

/** The lines of a detail: where its chart is, why, and its last events. */
export const detailLines = (
  { value, health, run, wanted, allowed }: NodeRecord,
  { explanation, events, problem }: Detail,
  { width, now }: { readonly width: number; readonly now: number },
): ReadonlyArray<string> => {
  const facts = [
    `chart: ${value}`,
    `wanted: ${wanted}`,
    ...(run === null ? [] : [`run ${run}`]),
    ...(health === null || health === "unknown" ? [] : [`health: ${health}`]),
    `allowed: ${allowed.join(", ") || "nothing"}`,
  ];
  const why = explanation === null ? [] : explanationLines(explanation, new Date(now));
  return [
    facts.join("  "),
    ...(problem === null ? why : [problem]),
    ...events.map((entry) => eventLine(entry)),
  ].flatMap((line) => wrapped(line, width));
};
