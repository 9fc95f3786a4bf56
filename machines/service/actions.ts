import { assertEvent } from "xstate";
import type { SpawnError } from "../../src/domain/Errors.ts";
import type { Ready } from "../../src/domain/tree/ChildSpec.ts";
import type { HookName } from "../../src/domain/tree/HookSpec.ts";
import { notReadyReason } from "../../src/policy/messages/readiness.ts";
import { shortageOf } from "../../src/policy/messages/shortage.ts";
import { describeExit, describeLeftBehind, isFatal } from "../../src/policy/restart/exit.ts";
import { givenUp } from "../restingStates.ts";
import { kindOf, released, type ServiceContext } from "./context.ts";
import type { ServiceEmitted, ServiceEvent } from "./events.ts";
import { probesAfter, whyUnhealthy } from "./probing.ts";
import { service } from "./types.ts";

/** How long a process may survive SIGKILL before an alarm is raised, in ms. */
export const killDeadlineMs = 5_000;

/** The resource that was short when the system refused a start. */
const shortageIn = (error: SpawnError): string | null =>
  error._tag === "SpawnFailed" ? shortageOf(error.code) : null;

/** What has made a start complete, in a word. */
const howReady = (ready: Ready): string => (ready.kind === "probe" ? ready.probe.check.kind : ready.kind);

/** Commands and facts, stored in the context. */
export const noting = {
  noteStart: service.assign(({ event }) => {
    assertEvent(event, "START");
    return { reason: event.reason, by: event.by };
  }),
  noteHold: service.assign(({ context, event }) => {
    assertEvent(event, ["START", "STOP"]);
    const run = event.type === "START" ? event.run : context.run;
    return { held: { run, cause: event.reason }, reason: event.heldBy ?? event.reason };
  }),
  renewHold: service.assign(({ event }) => {
    assertEvent(event, "HELD_BY");
    return { reason: event.reason };
  }),
  endHold: service.assign(({ context }) => released(context)),
  beginRun: service.assign(({ context, event }) => {
    assertEvent(event, ["START", "CLEARED", "HOOKED"]);
    // It has begun already, with its before_start hook.
    if (event.type === "HOOKED") return { startedAt: event.at };
    const attribution = event.type === "START" ? { reason: event.reason, by: event.by } : released(context);
    return { run: event.run, pid: null, startedAt: event.at, spentMs: 0, probes: {}, ...attribution };
  }),
  updateRules: service.assign(({ event }) => {
    assertEvent(event, "UPDATE");
    return { rules: event.rules };
  }),
  resume: service.assign(({ event }) => {
    assertEvent(event, "RESUME");
    const { state: _, isAsked: __, isRetried: ___, held, ...found } = event.found;
    return held === null
      ? { ...found, held }
      : { ...found, held: { run: held.run, cause: found.reason }, reason: held.reason };
  }),
  rememberPid: service.assign(({ event }) => {
    assertEvent(event, "SPAWNED");
    return { pid: event.pid };
  }),
  noteWait: service.assign(({ context, event }) => {
    assertEvent(event, "WAITING");
    return { held: { run: event.run, cause: context.reason }, reason: event.reason };
  }),
  noteHookFailure: service.assign(({ event }) => {
    assertEvent(event, "HOOKED");
    return { reason: `${event.hook} failed: ${event.failure ?? ""}`, by: "system" };
  }),
  noteNotGreeted: service.assign({ stop: { purpose: "not_ready", mode: "ordered" }, spentMs: 0 }),
  rememberGone: service.assign(({ event }) => {
    assertEvent(event, "GONE");
    return { pid: null, held: null, reason: `${describeExit(event.exit)}; after_exit runs`, by: "system" };
  }),
  rememberSpawnError: service.assign(({ event }) => {
    assertEvent(event, "SPAWN_FAILED");
    const shortage = shortageIn(event.error);
    const { message } = event.error;
    return { reason: shortage === null ? message : `${shortage}: ${message}`, by: "system" };
  }),
  rememberEnd: service.assign(({ context, event }) => {
    assertEvent(event, "EXITED");
    const kind = kindOf(context, event.exit);
    const lastEnd = { run: event.run, exit: event.exit, kind };
    return { pid: null, lastEnd, reason: describeExit(event.exit), by: "system" };
  }),
  rememberEarlyEnd: service.assign(({ context, event }) => {
    assertEvent(event, "EXITED");
    const left = describeLeftBehind(event.exit, event.leftBehind ?? []);
    return { reason: `${context.reason} before it was ready${left}` };
  }),
  rememberStop: service.assign(({ context, event }) => {
    assertEvent(event, "EXITED");
    const lastEnd = { run: event.run, exit: event.exit, kind: "shutdown" } as const;
    return { pid: null, lastEnd, ...released(context) };
  }),
  rememberUnhealthyEnd: service.assign(({ event }) => {
    assertEvent(event, "EXITED");
    return { pid: null, lastEnd: { run: event.run, exit: event.exit, kind: "crash" } };
  }),
  noteReady: service.assign(({ context: { rules } }) => ({
    reason: rules.ready.kind === "alive" ? "alive" : `ready (${howReady(rules.ready)})`,
    by: "system",
  })),
  noteProbe: service.assign(({ context, event }) => {
    assertEvent(event, "PROBED");
    return { probes: probesAfter(context, event) };
  }),
  noteUnhealthy: service.assign(({ context }) => ({
    reason: whyUnhealthy(context) ?? context.reason,
    by: "system",
  })),
  noteRecovery: service.assign({ reason: "healthy again", by: "system" }),
  noteFailedProbe: service.assign({ stop: { purpose: "unhealthy", mode: "ordered" }, spentMs: 0 }),
  forgetProbes: service.assign({ probes: {} }),
  noteStop: service.assign(({ event }) => {
    assertEvent(event, "STOP");
    const stop = { purpose: "request", mode: event.mode } as const;
    return { stop, spentMs: 0, held: null, reason: event.reason, by: event.by };
  }),
  noteNotReady: service.assign(({ context: { rules, probes } }) => ({
    stop: { purpose: "not_ready", mode: "ordered" },
    spentMs: 0,
    reason: notReadyReason(rules.ready, probes.startup?.message ?? null),
    by: "system",
  })),
  noteDelay: service.assign(({ event }) => {
    assertEvent(event, "BACK_OFF");
    return { delayMs: event.delayMs };
  }),
  noteFail: service.assign(({ context, event }) => {
    assertEvent(event, "FAIL");
    return { ...givenUp(event.reason, context.reason), held: null };
  }),
  noteRetry: service.assign(({ context: { rules } }) => ({ delayMs: rules.retryFailedMs ?? 0 })),
};

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
