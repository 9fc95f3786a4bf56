import { setup } from "xstate";
import type { ChartHints } from "../chartHints.ts";
import type { SupervisorContext, SupervisorInput } from "./context.ts";
import type { SupervisorEmitted, SupervisorEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions; the hints for its drawing. */
export const supervisor = setup({
  types: {
    context: {} as SupervisorContext,
    events: {} as SupervisorEvent,
    emitted: {} as SupervisorEmitted,
    input: {} as SupervisorInput,
    meta: {} as ChartHints,
  },
});
