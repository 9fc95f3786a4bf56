import { setup } from "xstate";
import type { SupervisorContext, SupervisorInput } from "./context.ts";
import type { SupervisorEmitted, SupervisorEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions. */
export const supervisor = setup({
  types: {
    context: {} as SupervisorContext,
    events: {} as SupervisorEvent,
    emitted: {} as SupervisorEmitted,
    input: {} as SupervisorInput,
  },
});
