import { setup } from "xstate";
import type { ChartHints } from "../chartHints.ts";
import type { CheckContext, CheckEmitted, CheckEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions; the hints for its drawing. */
export const check = setup({
  types: {
    context: {} as CheckContext,
    events: {} as CheckEvent,
    emitted: {} as CheckEmitted,
    meta: {} as ChartHints,
  },
});
