import { setup } from "xstate";
import type { ChartHints } from "../chartHints.ts";
import type { JobContext, JobInput } from "./context.ts";
import type { JobEmitted, JobEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions; the hints for its drawing. */
export const job = setup({
  types: {
    context: {} as JobContext,
    events: {} as JobEvent,
    emitted: {} as JobEmitted,
    input: {} as JobInput,
    meta: {} as ChartHints,
  },
});
