import type { CheckRecord } from "../../domain/stored/CheckRecord.ts";
import { passTime } from "./deadlines.ts";
import { returned } from "./gaps.ts";
import { pause, resume } from "./pause.ts";
import { andThen, type Step, unchanged } from "./record.ts";
import { noteReport, type Report, timeOf } from "./report.ts";
import type { CheckRule, Instant } from "./rule.ts";

/** What happens to a check from outside. All times are whole seconds. */
export type CheckFact =
  | ({ readonly type: "report" } & Report)
  | { readonly type: "pause"; readonly at: Instant; readonly until: Instant | null }
  | { readonly type: "resume"; readonly at: Instant }
  /** The daemon is back at `at`; it was last there at `from`. */
  | { readonly type: "returned"; readonly at: Instant; readonly from: Instant };

const second = 1000;

const apply = (record: CheckRecord, rule: CheckRule, fact: CheckFact): Step => {
  switch (fact.type) {
    case "report":
      return noteReport(record, rule, fact);
    case "pause":
      return pause(record, fact.at, fact.until);
    case "resume":
      return resume(record, rule, fact.at);
    case "returned":
      return unchanged(returned(record, rule, fact.from, fact.at));
  }
};

/** The record after a fact. Deadlines of earlier seconds act before it; those of its own second are not due yet. */
export const noteFact = (record: CheckRecord, rule: CheckRule, fact: CheckFact): Step => {
  // Nothing acted while no daemon was there.
  const earlier = fact.type === "returned" ? unchanged(record) : passTime(record, rule, fact.at - second);
  return andThen(earlier, (before) => apply({ ...before, asOf: Math.max(before.asOf, fact.at) }, rule, fact));
};

/** The order of facts that happen in one second: the return of the daemon, and the rest by the time it claims. */
export const inOrder = (facts: ReadonlyArray<CheckFact>): ReadonlyArray<CheckFact> =>
  [...facts].sort((a, b) => orderOf(a) - orderOf(b));

const orderOf = (fact: CheckFact): Instant => {
  if (fact.type === "returned") return Number.NEGATIVE_INFINITY;
  return fact.type === "report" ? timeOf(fact) : fact.at;
};
