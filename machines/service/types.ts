import { setup } from "xstate";
import type { ServiceContext, ServiceInput } from "./context.ts";
import type { ServiceEmitted, ServiceEvent } from "./events.ts";

/** The words of the chart: what its guards and actions are typed by. */
export const service = setup({
  types: {
    context: {} as ServiceContext,
    events: {} as ServiceEvent,
    emitted: {} as ServiceEmitted,
    input: {} as ServiceInput,
  },
});
