import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { JobContext } from "./context.ts";
import type { JobEvent } from "./events.ts";

interface GuardArgs {
  readonly context: JobContext;
  readonly event: JobEvent;
}

export const guards = {
  is: ({ event }: GuardArgs, { condition }: { readonly condition: JobCondition }) =>
    event.type === "DECIDED" && event.condition === condition,
  /** Its last run has ended. */
  isOver: ({ event }: GuardArgs) => event.type === "DECIDED" && event.condition === "removed",
  isBrutal: ({ event }: GuardArgs) => event.type === "STOP" && event.mode === "brutal",
  wasRunning: ({ event }: GuardArgs) => event.type === "RESUME" && event.found === "running",
  wasStopping: ({ event }: GuardArgs) => event.type === "RESUME" && event.found === "stopping",
};
