import { assertEvent } from "xstate";
import { endOfSupervisor } from "../../../src/policy/restart/group.ts";
import { givenUp } from "../../restingStates.ts";
import { rootRetryMs } from "../context.ts";
import { supervisor } from "../types.ts";

/** A supervisor as a child of its parent: commands that it gets, and reports that it sends. */
export const reporting = {
  noteDelay: supervisor.assign(({ event }) => {
    assertEvent(event, "BACK_OFF");
    return { delayMs: event.delayMs };
  }),
  noteFail: supervisor.assign(({ context, event }) => {
    assertEvent(event, "FAIL");
    return givenUp(event.reason, context.reason);
  }),
  noteRetry: supervisor.assign(({ context: { rules } }) => ({ delayMs: rules.retryFailedMs ?? 0 })),
  noteRootRetry: supervisor.assign(({ context: { rules } }) => ({
    delayMs: rules.retryFailedMs ?? rootRetryMs,
  })),
  noteStop: supervisor.assign(({ event }) => {
    assertEvent(event, "STOP");
    return { reason: event.reason, by: event.by };
  }),
  noteUp: supervisor.assign({ reason: "started", by: "system" }),
  reportStarted: supervisor.emit({ type: "STARTED" }),
  reportHeld: supervisor.emit({ type: "HELD" }),
  reportCleared: supervisor.emit({ type: "CLEARED" }),
  reportStopped: supervisor.emit({ type: "STOPPED" }),
  reportDue: supervisor.emit({ type: "DUE" }),
  reportStartFailed: supervisor.emit({
    type: "START_FAILED",
    failure: { kind: "start_failed", curable: true },
  }),
  reportEnded: supervisor.emit(({ context: { stop, upMs } }) => ({
    type: "ENDED",
    failure: { kind: "ended", end: endOfSupervisor(stop.purpose), upMs, curable: true },
  })),
};
