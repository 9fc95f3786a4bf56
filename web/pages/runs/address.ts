import { runOutcomes } from "../../../src/domain/RunOutcome.ts";
import { runTriggers } from "../../../src/domain/RunTrigger.ts";
import { checked, oneOf, text } from "../../routes/search.ts";

type Untyped = Readonly<Record<string, unknown>>;

/** The search parameters of the Runs page: the filters, and as `run` the id of the run that is shown. */
export const runsAddress = ({ path, outcome, trigger, from, to, run }: Untyped) =>
  checked({
    path: text(path),
    outcome: oneOf(outcome, runOutcomes),
    trigger: oneOf(trigger, runTriggers),
    from: text(from),
    to: text(to),
    run: text(run),
  });
