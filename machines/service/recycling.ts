import { afterSample, noOveruse, type Overuse } from "../../src/policy/resources/memory.ts";
import type { RecyclePurpose, ServiceContext, ServiceStopPurpose } from "./context.ts";
import type { ServiceEvent } from "./events.ts";

/** Whether a stop is followed by a start although nothing has failed. */
export const isRecycling = (purpose: ServiceStopPurpose): purpose is RecyclePurpose =>
  purpose === "memory" || purpose === "max_runtime";

/** The samples above its memory limit after one more; without a limit there are none. */
export const overuseAfter = (
  { rules, overuse }: Pick<ServiceContext, "rules" | "overuse">,
  event: ServiceEvent,
): Overuse =>
  rules.memory === undefined || event.type !== "SAMPLED"
    ? noOveruse
    : afterSample(overuse, event.memory, rules.memory);

/** Whether a sample changes anything. Most don't, and need not be sent to the chart. */
export const isNewSample = (
  context: Pick<ServiceContext, "rules" | "overuse">,
  event: Extract<ServiceEvent, { type: "SAMPLED" }>,
): boolean => overuseAfter(context, event).samples !== context.overuse.samples;
