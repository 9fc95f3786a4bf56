import { setup } from "xstate";
import type { SupervisorContext, SupervisorInput } from "./context.ts";
import type { SupervisorEmitted, SupervisorEvent } from "./events.ts";

/** The words of the chart: what its guards and actions are typed by. */
export const supervisor = setup({
  types: {
    context: {} as SupervisorContext,
    events: {} as SupervisorEvent,
    emitted: {} as SupervisorEmitted,
    input: {} as SupervisorInput,
  },
});
