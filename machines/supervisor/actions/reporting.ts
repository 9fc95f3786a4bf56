import { assertEvent } from "xstate";
import { givenUp } from "../../restingStates.ts";
import { supervisor } from "../types.ts";

/** A supervisor as a child of its parent: what it is told about itself, and what it reports. */
export const reporting = {
  noteDelay: supervisor.assign(({ event }) => {
    assertEvent(event, "BACK_OFF");
    return { delayMs: event.delayMs };
  }),
  noteFail: supervisor.assign(({ context, event }) => {
    assertEvent(event, "FAIL");
    return givenUp(event.reason, context.reason);
  }),
  noteStop: supervisor.assign(({ event }) => {
    assertEvent(event, "STOP");
    return { reason: event.reason, by: event.by };
  }),
  noteUp: supervisor.assign({ reason: "all children are started", by: "system" }),
  reportStarted: supervisor.emit({ type: "STARTED" }),
  reportStopped: supervisor.emit({ type: "STOPPED" }),
  reportDue: supervisor.emit({ type: "DUE" }),
  reportStartFailed: supervisor.emit({
    type: "START_FAILED",
    failure: { kind: "start_failed", curable: true },
  }),
  reportEnded: supervisor.emit(({ context: { stop, upMs } }) => ({
    type: "ENDED",
    failure: { kind: "ended", end: stop.purpose === "killed" ? "crash" : "shutdown", upMs, curable: true },
  })),
};
