import { checked, text } from "../../routes/search.ts";
import { isOutcome, isTrigger } from "../../runs/words.ts";

type Untyped = Readonly<Record<string, unknown>>;

/** The search parameters of the Runs page: the filters, and as `run` the id of the run that is shown. */
export const runsAddress = ({ path, outcome, trigger, from, to, run }: Untyped) =>
  checked({
    path: text(path),
    outcome: isOutcome(outcome) ? outcome : undefined,
    trigger: isTrigger(trigger) ? trigger : undefined,
    from: text(from),
    to: text(to),
    run: text(run),
  });
