import { Context, type Effect } from "effect";
import type { ProcessVitals } from "../domain/Vitals.ts";

/** Reads how this very process is. */
export class VitalSigns extends Context.Tag("sentinel/VitalSigns")<
  VitalSigns,
  {
    /** The delay of the event loop is that since the last reading. */
    readonly read: Effect.Effect<ProcessVitals>;
  }
>() {}
