import { setup } from "xstate";
import type { ServiceContext, ServiceInput } from "./context.ts";
import type { ServiceEmitted, ServiceEvent } from "./events.ts";

/** The types of the chart's context and events, for its guards and actions. */
export const service = setup({
  types: {
    context: {} as ServiceContext,
    events: {} as ServiceEvent,
    emitted: {} as ServiceEmitted,
    input: {} as ServiceInput,
  },
});
