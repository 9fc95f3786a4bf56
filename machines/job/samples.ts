import { jobConditions } from "../../src/policy/job/condition.ts";
import type { Sample } from "../lighting.ts";
import type { JobEvent } from "./events.ts";

const attribution = { reason: "", by: "system" };

/** The events that may come next: one of each type, and one for each condition that may be decided. */
export const jobSamples = (): ReadonlyArray<Sample> => {
  const events: ReadonlyArray<JobEvent> = [
    { type: "START", at: 0, ...attribution },
    { type: "STOP", mode: "ordered", ...attribution },
    { type: "STOP", mode: "brutal", ...attribution },
    ...jobConditions.map((condition) => ({ type: "DECIDED" as const, condition, ...attribution })),
  ];
  return events.map((event) => ({ event }));
};
