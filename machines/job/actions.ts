import { assertEvent } from "xstate";
import { job } from "./types.ts";

export const actions = {
  noteOrder: job.assign(({ context, event }) => {
    assertEvent(event, ["START", "STOP"]);
    const { reason, by } = event;
    return event.type === "STOP"
      ? { reason, by, stop: { ...context.stop, mode: event.mode } }
      : { reason, by, startedAt: event.at };
  }),
  noteDecision: job.assign(({ event }) => {
    assertEvent(event, "DECIDED");
    const { condition, reason, by } = event;
    return { condition, reason, by };
  }),
  resume: job.assign(({ event }) => {
    assertEvent(event, "RESUME");
    return { reason: event.reason, by: event.by, startedAt: event.at };
  }),
  load: job.emit({ type: "LOAD" }),
  unload: job.emit(({ context }) => ({ type: "UNLOAD", mode: context.stop.mode, by: context.by })),
  reportStarted: job.emit({ type: "STARTED" }),
  reportStopped: job.emit({ type: "STOPPED" }),
};
