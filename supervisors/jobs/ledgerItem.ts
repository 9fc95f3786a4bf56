import type { LedgerRow } from "../../src/domain/job/Ledger.ts";
import type { LedgerItem } from "../../src/domain/view/JobView.ts";

/** A row of the ledger as users and programs see it. */
export const ledgerItem = ({ job, at, outcome }: LedgerRow): LedgerItem => ({
  job,
  instant: new Date(at).toISOString(),
  outcome: outcome.outcome,
  reason: "reason" in outcome ? outcome.reason : null,
  runs: "runs" in outcome ? outcome.runs : [],
});
