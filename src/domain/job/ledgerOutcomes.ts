/** What becomes of an expected instant; `waiting` stands only until it starts or is given up. */
export const ledgerOutcomes = ["waiting", "ran", "skipped", "missed", "superseded"] as const;
export type LedgerOutcome = (typeof ledgerOutcomes)[number];
