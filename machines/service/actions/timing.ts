import { assertEvent } from "xstate";
import { isSame } from "../../../src/policy/plan/values.ts";
import { leftOf, runtimeLimit } from "../context.ts";
import { service } from "../types.ts";

const maxRuntimeTimer = "maxRuntime";

/** The timer for the maximum runtime of a run. */
export const timing = {
  setMaxRuntime: service.enqueueActions(({ context, enqueue }) => {
    const limit = runtimeLimit(context);
    if (limit === null) return;
    const { run } = context;
    enqueue.raise({ type: "EXPIRED", run }, { id: maxRuntimeTimer, delay: leftOf(limit, context) });
  }),
  /** Before the rules are updated. The timer of another limit counts from the start of the run. */
  resetMaxRuntime: service.enqueueActions(({ context, event, enqueue }) => {
    assertEvent(event, "UPDATE");
    if (isSame(context.rules.maxRuntime, event.rules.maxRuntime)) return;
    enqueue.cancel(maxRuntimeTimer);
    const limit = runtimeLimit({ ...context, rules: event.rules });
    if (limit === null) return;
    const delay = Math.max(0, limit - (event.at - context.startedAt));
    enqueue.raise({ type: "EXPIRED", run: context.run }, { id: maxRuntimeTimer, delay });
  }),
  clearMaxRuntime: service.cancel(maxRuntimeTimer),
};
