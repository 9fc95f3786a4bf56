import { assertEvent } from "xstate";
import type { SpawnError } from "../../src/domain/Errors.ts";
import { describeExit, isFatal } from "../../src/policy/exit.ts";
import { wantOf } from "../../src/policy/want.ts";
import { givenUp } from "../restingStates.ts";
import { kindOf } from "./context.ts";
import type { ServiceEmitted } from "./events.ts";
import { service } from "./types.ts";

/** How long a process may take to die of SIGKILL before that is reported, in ms. */
export const killDeadlineMs = 5_000;

/** What the system was short of when it refused a start. */
const wantedBy = (error: SpawnError): string | null =>
  error._tag === "SpawnFailed" ? wantOf(error.code) : null;

/** What is remembered of commands and facts. */
export const noting = {
  beginRun: service.assign(({ event }) => {
    assertEvent(event, "START");
    return { run: event.run, pid: null, startedAt: event.at, spentMs: 0, reason: event.reason, by: event.by };
  }),
  takeRules: service.assign(({ event }) => {
    assertEvent(event, "UPDATE");
    return { rules: event.rules };
  }),
  takeUp: service.assign(({ event }) => {
    assertEvent(event, "RESUME");
    const { state: _, isAsked: __, ...found } = event.found;
    return found;
  }),
  rememberPid: service.assign(({ event }) => {
    assertEvent(event, "SPAWNED");
    return { pid: event.pid };
  }),
  rememberSpawnError: service.assign(({ event }) => {
    assertEvent(event, "SPAWN_FAILED");
    const want = wantedBy(event.error);
    return { reason: want === null ? event.error.message : `${want}: ${event.error.message}`, by: "system" };
  }),
  rememberEnd: service.assign(({ context, event }) => {
    assertEvent(event, "EXITED");
    const kind = kindOf(context, event.exit);
    const lastEnd = { run: event.run, exit: event.exit, kind };
    return { pid: null, lastEnd, reason: describeExit(event.exit), by: "system" };
  }),
  rememberEarlyEnd: service.assign(({ context }) => ({ reason: `${context.reason} before it was ready` })),
  rememberStop: service.assign(({ event }) => {
    assertEvent(event, "EXITED");
    return { pid: null, lastEnd: { run: event.run, exit: event.exit, kind: "shutdown" } };
  }),
  noteReady: service.assign(({ context: { rules } }) => ({
    reason: rules.ready.kind === "alive" ? "alive" : `ready (${rules.ready.kind})`,
    by: "system",
  })),
  noteStop: service.assign(({ event }) => {
    assertEvent(event, "STOP");
    const stop = { purpose: "request", mode: event.mode } as const;
    return { stop, spentMs: 0, reason: event.reason, by: event.by };
  }),
  noteNotReady: service.assign(({ context: { rules } }) => ({
    stop: { purpose: "not_ready", mode: "ordered" },
    spentMs: 0,
    reason: rules.ready.kind === "alive" ? "" : `not ready within ${(rules.ready.timeoutMs ?? 0) / 1000} s`,
    by: "system",
  })),
  noteDelay: service.assign(({ event }) => {
    assertEvent(event, "BACK_OFF");
    return { delayMs: event.delayMs };
  }),
  noteFail: service.assign(({ context, event }) => {
    assertEvent(event, "FAIL");
    return givenUp(event.reason, context.reason);
  }),
};

/** What the runtime is asked to do to the process. */
export const requesting = {
  requestSpawn: service.emit(({ context }) => ({ type: "SPAWN", run: context.run })),
  requestAsk: service.emit(({ context }) => ({ type: "ASK", run: context.run })),
  requestKill: service.emit(({ context }) => ({ type: "KILL", run: context.run })),
  alarmUnkillable: service.emit(({ context }) => ({
    type: "ALARM",
    run: context.run,
    alarm: "unkillable",
    reason: `pid ${context.pid} has not ended ${killDeadlineMs / 1000} s after SIGKILL`,
  })),
};

const startFailed = (curable: boolean): ServiceEmitted => ({
  type: "START_FAILED",
  failure: { kind: "start_failed", curable },
});

/** What the supervisor is told. */
export const reporting = {
  reportStarted: service.emit({ type: "STARTED" }),
  reportIgnored: service.emit({ type: "IGNORED" }),
  reportStopped: service.emit({ type: "STOPPED" }),
  reportDue: service.emit({ type: "DUE" }),
  reportSpawnError: service.emit(({ event }) => {
    assertEvent(event, "SPAWN_FAILED");
    if (wantedBy(event.error) !== null) return { type: "START_FAILED", failure: { kind: "start_refused" } };
    return startFailed(event.error._tag !== "CannotRun");
  }),
  reportEarlyEnd: service.emit(({ context, event }) => {
    assertEvent(event, "EXITED");
    return startFailed(!isFatal(event.exit, context.rules.exitRules));
  }),
  reportNotReady: service.emit(() => startFailed(true)),
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
