import { Context, type Effect } from "effect";
import type { ProcessStats } from "../../domain/view/DaemonStats.ts";

/** Measures the daemon's own process. */
export class OwnProcess extends Context.Tag("sentinel/OwnProcess")<
  OwnProcess,
  {
    /** The event loop delay is measured since the previous call. */
    readonly read: Effect.Effect<ProcessStats>;
  }
>() {}
