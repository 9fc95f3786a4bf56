import { assertEvent } from "xstate";
import { isFatal } from "../../../src/policy/restart/exit.ts";
import { kindOf } from "../context.ts";
import type { ServiceEmitted } from "../events.ts";
import { isRecycling } from "../recycling.ts";
import { shortageIn } from "../shortage.ts";
import { service } from "../types.ts";

const startFailed = (curable: boolean): ServiceEmitted => ({
  type: "START_FAILED",
  failure: { kind: "start_failed", curable },
});

/** Reports to the supervisor. */
export const reporting = {
  reportStarted: service.emit({ type: "STARTED" }),
  reportHeld: service.emit({ type: "HELD" }),
  reportCleared: service.emit({ type: "CLEARED" }),
  reportIgnored: service.emit({ type: "IGNORED" }),
  reportStopped: service.emit({ type: "STOPPED" }),
  reportDue: service.emit({ type: "DUE" }),
  reportSpawnError: service.emit(({ event }) => {
    assertEvent(event, "SPAWN_FAILED");
    if (shortageIn(event.error) !== null) return { type: "START_FAILED", failure: { kind: "start_refused" } };
    return startFailed(event.error._tag !== "CannotRun");
  }),
  reportEarlyEnd: service.emit(({ context, event }) => {
    assertEvent(event, "EXITED");
    return startFailed(!isFatal(event.exit, context.rules.exitRules));
  }),
  reportNotPrepared: service.emit(() => startFailed(true)),
  reportNotReady: service.emit(() => startFailed(true)),
  reportUnhealthy: service.emit(({ context, event }) => {
    assertEvent(event, "EXITED");
    const upMs = event.at - context.startedAt;
    return { type: "ENDED", failure: { kind: "ended", end: "crash", upMs, curable: true } };
  }),
  reportRecycled: service.emit(({ context: { stop, startedAt }, event }) => {
    assertEvent(event, "EXITED");
    const because = isRecycling(stop.purpose) ? stop.purpose : "max_runtime";
    return { type: "ENDED", failure: { kind: "recycled", because, upMs: event.at - startedAt } };
  }),
  reportEnd: service.emit(({ context, event }) => {
    assertEvent(event, "EXITED");
    const end = kindOf(context, event.exit);
    const curable = !isFatal(event.exit, context.rules.exitRules);
    return {
      type: "ENDED",
      failure: { kind: "ended", end, upMs: event.at - context.startedAt, curable },
    };
  }),
};
