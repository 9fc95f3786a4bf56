import { setup } from "xstate";
import type { ChartHints } from "../chartHints.ts";
import type { ServiceContext, ServiceInput } from "./context.ts";
import type { ServiceEmitted, ServiceEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions; the hints for its drawing. */
export const service = setup({
  types: {
    context: {} as ServiceContext,
    events: {} as ServiceEvent,
    emitted: {} as ServiceEmitted,
    input: {} as ServiceInput,
    meta: {} as ChartHints,
  },
});
