import type { RunQuery } from "../../../src/ports/store/Runs.ts";
import type { RunFilter } from "../../contract/tree/runs.ts";

const isoOf = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString();

/** What a request asks for, as the history of runs has it. */
export const runQuery = ({
  outcome,
  trigger,
  from,
  to,
}: Omit<typeof RunFilter.Type, "path">): Pick<RunQuery, "outcomes" | "triggers" | "from" | "to"> => ({
  outcomes: outcome,
  triggers: trigger,
  from: isoOf(from),
  to: isoOf(to),
});
