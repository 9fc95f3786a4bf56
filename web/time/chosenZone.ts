import { makeChoice } from "../theme/choice.ts";
import { showTimesIn, type Zone } from "./zone.ts";

/** The zone of all times that pages show. */
export const timeZone = makeChoice<Zone>("sentinel.time-zone", ["local", "utc"], showTimesIn);
