import { checkStates } from "../../src/domain/tree/CheckState.ts";
import type { Sample } from "../lighting.ts";
import type { CheckCause, CheckEvent } from "./events.ts";

const attribution = { reason: "", by: "system" };
const causes: ReadonlyArray<CheckCause> = ["REPORTED", "ELAPSED", "PAUSED", "RESUMED"];

/** The events that may come next: the reports and the time can lead to any state. */
export const checkSamples = (): ReadonlyArray<Sample> => {
  const events: ReadonlyArray<CheckEvent> = [
    { type: "START", ...attribution },
    { type: "STOP", mode: "ordered", ...attribution },
    ...causes.flatMap((type) => checkStates.map((shown) => ({ type, shown, ...attribution }))),
  ];
  return events.map((event) => ({ event }));
};
