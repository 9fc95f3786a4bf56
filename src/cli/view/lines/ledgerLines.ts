import type { LedgerItem } from "../../../domain/view/JobView.ts";
import { timeOrDate } from "../../terminal/localTime.ts";
import { tableLines } from "../../terminal/tableLines.ts";

const header = ["job", "expected", "outcome", "why", "runs"];

const rowOf = ({ job, instant, outcome, reason, runs }: LedgerItem, now: Date): ReadonlyArray<string> => [
  job,
  timeOrDate(now, instant),
  outcome,
  reason?.replaceAll("_", " ") ?? "",
  runs.join(", "),
];

/** Rows of the ledger as those of a table, under its header. */
export const ledgerLines = (items: ReadonlyArray<LedgerItem>, now: Date): ReadonlyArray<string> =>
  items.length === 0
    ? ["nothing was expected"]
    : tableLines([header, ...items.map((item) => rowOf(item, now))]);
