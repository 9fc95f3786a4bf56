import type { RunOutcome } from "../../../src/domain/RunOutcome.ts";
import type { RunTrigger } from "../../../src/domain/RunTrigger.ts";
import { checked, oneOf, text } from "../../routes/search.ts";

// Without the words for them, which the first load of the dashboard does not need.
const outcomes: ReadonlyArray<RunOutcome> = [
  "running",
  "succeeded",
  "failed",
  "timed_out",
  "stopped",
  "killed",
  "lost",
];
const triggers: ReadonlyArray<RunTrigger> = [
  "start",
  "restart",
  "request",
  "schedule",
  "catch_up",
  "retry",
  "manual",
  "chain",
];

type Untyped = Readonly<Record<string, unknown>>;

/** The search parameters of the Runs page: the filters, and as `run` the id of the run that is shown. */
export const runsAddress = ({ path, outcome, trigger, from, to, run }: Untyped) =>
  checked({
    path: text(path),
    outcome: oneOf(outcome, outcomes),
    trigger: oneOf(trigger, triggers),
    from: text(from),
    to: text(to),
    run: text(run),
  });
