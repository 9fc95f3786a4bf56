import { assertEvent } from "xstate";
import type { Ready } from "../../../src/domain/tree/ChildSpec.ts";
import { maxRuntimeText } from "../../../src/policy/messages/maxRuntime.ts";
import { notReadyReason } from "../../../src/policy/messages/readiness.ts";
import { noOveruse, overuseText } from "../../../src/policy/resources/memory.ts";
import { describeExit, describeLeftBehind } from "../../../src/policy/restart/exit.ts";
import { givenUp } from "../../restingStates.ts";
import { kindOf, released, runtimeLimit } from "../context.ts";
import { probesAfter, whyUnhealthy } from "../probing.ts";
import { overuseAfter } from "../recycling.ts";
import { shortageIn } from "../shortage.ts";
import { service } from "../types.ts";

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
    return {
      run: event.run,
      pid: null,
      startedAt: event.at,
      spentMs: 0,
      probes: {},
      overuse: noOveruse,
      ...attribution,
    };
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
    return { pid: null, reason: `${describeExit(event.exit)}; after_exit runs`, by: "system" };
  }),
  forgetProcess: service.assign(({ context }) => ({ pid: null, ...released(context) })),
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
  noteMeasured: service.assign(({ context, event }) => ({ overuse: overuseAfter(context, event) })),
  noteOveruse: service.assign(({ context: { rules, overuse } }) => ({
    stop: { purpose: "memory", mode: "ordered" },
    spentMs: 0,
    reason: rules.memory ? overuseText(overuse, rules.memory) : "",
    by: "system",
  })),
  noteMaxRuntime: service.assign(({ context }) => ({
    stop: { purpose: "max_runtime", mode: "ordered" },
    spentMs: 0,
    reason: maxRuntimeText(runtimeLimit(context) ?? 0),
    by: "system",
  })),
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
