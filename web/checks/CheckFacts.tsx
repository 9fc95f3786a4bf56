import type { ReactNode } from "react";
import type { Check } from "../api/checks.ts";
import { Age } from "../time/Age.tsx";
import { fullTime } from "../time/format.ts";
import { type Fact, FactList } from "../ui/FactList.tsx";
import { graceOf } from "./words.ts";

/** The moments and counts of a check. */
export const CheckFacts = ({ check }: { readonly check: Check }) => {
  const moment = (at: string | null): ReactNode => at && fullTime(at);
  const facts: ReadonlyArray<Fact> = [
    ["Since", <Age key="since" since={check.since} />],
    ["Last report", moment(check.last_report_at) ?? "none yet"],
    ["Expected", moment(check.expected_at)],
    ["Grace", graceOf(check)],
    ["Failures", `${check.failures}; down at ${check.fail_after}`],
    ["Open runs", check.open_runs === 0 ? null : check.open_runs],
    ["Paused until", check.check === "paused" ? (moment(check.paused_until) ?? "it is resumed") : null],
    ["By", check.by],
  ];
  return <FactList facts={facts} />;
};
