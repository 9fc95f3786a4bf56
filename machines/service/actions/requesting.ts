import type { HookName } from "../../../src/domain/tree/HookSpec.ts";
import type { ServiceContext } from "../context.ts";
import type { ServiceEmitted, ServiceEvent } from "../events.ts";
import { service } from "../types.ts";

/** How long a process may survive SIGKILL before an alarm is raised, in ms. */
export const killDeadlineMs = 5_000;

const hold = ({ held, run }: ServiceContext, what: "start" | "stop"): ServiceEmitted => ({
  type: "HOLD",
  run: held?.run ?? run,
  for: what,
});

const probe = (
  { run }: ServiceContext,
  { type }: ServiceEvent,
  phase: "startup" | "running",
): ServiceEmitted => ({ type: "PROBE", run, phase, isResumed: type === "RESUME" || type === "UPDATE" });

const hook = ({ run }: ServiceContext, name: HookName): ServiceEmitted => ({ type: "HOOK", run, hook: name });

/** Requests to the runtime. */
export const requesting = {
  requestStartHold: service.emit(({ context }) => hold(context, "start")),
  requestStopHold: service.emit(({ context }) => hold(context, "stop")),
  requestSpawn: service.emit(({ context }) => ({ type: "SPAWN", run: context.run })),
  requestAsk: service.emit(({ context }) => ({ type: "ASK", run: context.run })),
  requestKill: service.emit(({ context }) => ({ type: "KILL", run: context.run })),
  requestStartupProbe: service.emit(({ context, event }) => probe(context, event, "startup")),
  requestProbes: service.emit(({ context, event }) => probe(context, event, "running")),
  endProbes: service.emit({ type: "END_PROBES" }),
  requestBeforeStart: service.emit(({ context }) => hook(context, "before_start")),
  requestAfterStart: service.emit(({ context }) => hook(context, "after_start")),
  requestBeforeStop: service.emit(({ context }) => hook(context, "before_stop")),
  endHook: service.emit({ type: "END_HOOK" }),
  alarmUnkillable: service.emit(({ context }) => ({
    type: "ALARM",
    run: context.run,
    alarm: "unkillable",
    reason: `pid ${context.pid} is still alive ${killDeadlineMs / 1000} s after SIGKILL`,
  })),
};
