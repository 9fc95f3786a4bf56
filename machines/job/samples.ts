import type { JobCondition } from "../../src/domain/view/JobView.ts";
import type { Sample } from "../lighting.ts";
import type { JobEvent } from "./events.ts";

/** Machines know types of the domain only; `satisfies` keeps this list within them. */
const decidable = [
  "stopping",
  "running",
  "removed",
  "backoff",
  "held:paused",
  "held:blackout",
  "held:pool",
  "paused",
  "idle",
] as const satisfies ReadonlyArray<JobCondition>;

const attribution = { reason: "", by: "system" };

/** The events that may come next: one of each type, and one for each condition that may be decided. */
export const jobSamples = (): ReadonlyArray<Sample> => {
  const events: ReadonlyArray<JobEvent> = [
    { type: "START", at: 0, ...attribution },
    { type: "STOP", mode: "ordered", ...attribution },
    { type: "STOP", mode: "brutal", ...attribution },
    ...decidable.map((condition) => ({ type: "DECIDED" as const, condition, ...attribution })),
  ];
  return events.map((event) => ({ event }));
};
