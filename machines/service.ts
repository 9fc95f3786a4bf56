/**
 * One supervised process. The machine decides and asks; the runtime (supervisors/) owns the process and
 * answers with facts. Every fact names the run that it speaks of; facts of older runs are ignored.
 *
 *                    START                    ready
 *   stopped ───────────────────▶ starting ───────────▶ running
 *      ▲                        │   ▲  │                │   │ ended for good
 *      │                 failed │   │  │ STOP,          │   └────────────▶ finished | failed | stopped
 *      │             (or ended) │   │  │ not ready      │ ended, to be restarted
 *      │                        ▼   │  │ in time        ▼
 *      │◀──────────────── backoff ──┘  │           backoff ── FAIL ──▶ failed
 *      │      STOP           START     ▼
 *      └───────────────────────── stopping ◀── STOP ── running
 *            ended                  asking ─deadline─▶ killing ─deadline─▶ unkillable
 *
 * `backoff` is OTP's `restarting`: the supervisor has been told and decides (deciding), a pause runs
 * (waiting), or the pause is over and the supervisor has been told so (due). Only the supervisor starts.
 */
import { assertEvent, assign, emit, setup } from "xstate";
import type { Ready, Restart, Shutdown } from "../src/domain/ChildSpec.ts";
import type { SpawnError } from "../src/domain/Errors.ts";
import type { EndKind, Exit, ExitRules } from "../src/domain/Exit.ts";
import { describeExit, endKind, isFatal, isIgnored } from "../src/policy/exit.ts";
import { wantsRestart } from "../src/policy/restart.ts";
import type { Failure } from "../src/policy/verdict.ts";

/** How long a process may take to die of SIGKILL before that is reported, in ms. */
const killDeadlineMs = 5_000;

/** The part of a service's specification that its machine decides by. */
export interface ServiceRules {
  readonly restart: Restart;
  readonly ready: Ready;
  readonly shutdown: Shutdown;
  readonly stopSignal: string;
  readonly exitRules: ExitRules;
}

interface ServiceContext {
  readonly rules: ServiceRules;
  /** The current or last run; 0 before the first. */
  readonly run: number;
  readonly pid: number | null;
  /** When the run was started, monotonic ms. */
  readonly startedAt: number;
  /** The stop in progress: for a request or because the start took too long, and whether it asks first. */
  readonly stop: { readonly purpose: "request" | "not_ready"; readonly mode: "ordered" | "brutal" };
  readonly lastEnd: { readonly run: number; readonly exit: Exit; readonly kind: EndKind } | null;
  readonly delayMs: number;
  /** Why it is in its state, and who brought it there. */
  readonly reason: string;
  readonly by: string;
}

export type ServiceEvent =
  /** Commands of the supervisor. */
  | { type: "START"; run: number; at: number; reason: string; by: string }
  | { type: "STOP"; mode: "ordered" | "brutal"; reason: string; by: string }
  | { type: "BACK_OFF"; delayMs: number }
  | { type: "FAIL"; reason: string }
  /** Facts from the runtime. */
  | { type: "SPAWNED"; run: number; pid: number }
  | { type: "SPAWN_FAILED"; run: number; error: SpawnError }
  | { type: "READY"; run: number }
  | { type: "EXITED"; run: number; at: number; exit: Exit };

export type ServiceEmitted =
  /** Requests to the runtime. */
  | { type: "SPAWN"; run: number }
  | { type: "ASK"; run: number }
  | { type: "KILL"; run: number }
  | { type: "ALARM"; run: number; alarm: "unkillable"; reason: string }
  /** Reports to the supervisor. */
  | { type: "STARTED" }
  | { type: "IGNORED" }
  | { type: "START_FAILED"; failure: Failure }
  | { type: "ENDED"; failure: Failure }
  | { type: "STOPPED" }
  | { type: "DUE" };

const kindOf = (context: ServiceContext, exit: Exit): EndKind =>
  endKind(exit, context.rules.exitRules, { asked: false, stopSignal: context.rules.stopSignal });

const startFailed = (curable: boolean): ServiceEmitted => ({
  type: "START_FAILED",
  failure: { kind: "start_failed", curable },
});

const isOneShot = (rules: ServiceRules): boolean => rules.ready.kind === "exit";

export const serviceMachine = setup({
  types: {
    context: {} as ServiceContext,
    events: {} as ServiceEvent,
    emitted: {} as ServiceEmitted,
    input: {} as { readonly rules: ServiceRules; readonly lastRun: number },
  },
  delays: {
    minUptime: ({ context: { rules } }) => (rules.ready.kind === "alive" ? rules.ready.minUptimeMs : 0),
    readyTimeout: ({ context: { rules } }) =>
      rules.ready.kind === "alive" ? 0 : (rules.ready.timeoutMs ?? 0),
    stopTimeout: ({ context: { rules } }) => (typeof rules.shutdown === "number" ? rules.shutdown : 0),
    killDeadline: killDeadlineMs,
    backoff: ({ context }) => context.delayMs,
  },
  guards: {
    isReadyByTime: ({ context }) => context.rules.ready.kind === "alive",
    hasReadyTimeout: ({ context: { rules } }) =>
      rules.ready.kind !== "alive" && rules.ready.timeoutMs !== null,
    hasStopTimeout: ({ context }) => typeof context.rules.shutdown === "number",
    killsAtOnce: ({ context }) => context.rules.shutdown === "brutal_kill" || context.stop.mode === "brutal",
    isBrutal: ({ event }) => event.type === "STOP" && event.mode === "brutal",
    ofThisRun: ({ context, event }) => "run" in event && event.run === context.run,
    succeedsAtOnce: ({ context, event }) =>
      event.type === "EXITED" &&
      event.run === context.run &&
      isOneShot(context.rules) &&
      kindOf(context, event.exit) === "normal",
    isIgnoredExit: ({ context, event }) =>
      event.type === "EXITED" && event.run === context.run && isIgnored(event.exit, context.rules.exitRules),
    isToBeRestarted: ({ context, event }) =>
      event.type === "EXITED" &&
      event.run === context.run &&
      wantsRestart(context.rules.restart, kindOf(context, event.exit)),
    endedAs: ({ context, event }, params: { readonly kind: EndKind }) =>
      event.type === "EXITED" && event.run === context.run && kindOf(context, event.exit) === params.kind,
    stopsOnRequest: ({ context, event }) =>
      "run" in event && event.run === context.run && context.stop.purpose === "request",
  },
  actions: {
    beginRun: assign(({ event }) => {
      assertEvent(event, "START");
      return { run: event.run, pid: null, startedAt: event.at, reason: event.reason, by: event.by };
    }),
    rememberPid: assign(({ event }) => {
      assertEvent(event, "SPAWNED");
      return { pid: event.pid };
    }),
    rememberSpawnError: assign(({ event }) => {
      assertEvent(event, "SPAWN_FAILED");
      return { reason: event.error.message, by: "system" };
    }),
    rememberEnd: assign(({ context, event }) => {
      assertEvent(event, "EXITED");
      const kind = kindOf(context, event.exit);
      const lastEnd = { run: event.run, exit: event.exit, kind };
      return { pid: null, lastEnd, reason: describeExit(event.exit), by: "system" };
    }),
    rememberEarlyEnd: assign(({ context }) => ({ reason: `${context.reason} before it was ready` })),
    rememberStop: assign(({ event }) => {
      assertEvent(event, "EXITED");
      return { pid: null, lastEnd: { run: event.run, exit: event.exit, kind: "shutdown" } };
    }),
    noteReady: assign(({ context: { rules } }) => ({
      reason: rules.ready.kind === "alive" ? "alive" : `ready (${rules.ready.kind})`,
      by: "system",
    })),
    noteStop: assign(({ event }) => {
      assertEvent(event, "STOP");
      return { stop: { purpose: "request", mode: event.mode }, reason: event.reason, by: event.by };
    }),
    noteNotReady: assign(({ context: { rules } }) => ({
      stop: { purpose: "not_ready", mode: "ordered" },
      reason: rules.ready.kind === "alive" ? "" : `not ready within ${(rules.ready.timeoutMs ?? 0) / 1000} s`,
      by: "system",
    })),
    noteDelay: assign(({ event }) => {
      assertEvent(event, "BACK_OFF");
      return { delayMs: event.delayMs };
    }),
    noteFail: assign(({ context, event }) => {
      assertEvent(event, "FAIL");
      return { reason: `${event.reason}; last: ${context.reason}`, by: "system" };
    }),
    requestSpawn: emit(({ context }) => ({ type: "SPAWN", run: context.run })),
    requestAsk: emit(({ context }) => ({ type: "ASK", run: context.run })),
    requestKill: emit(({ context }) => ({ type: "KILL", run: context.run })),
    alarmUnkillable: emit(({ context }) => ({
      type: "ALARM",
      run: context.run,
      alarm: "unkillable",
      reason: `pid ${context.pid} has not ended ${killDeadlineMs / 1000} s after SIGKILL`,
    })),
    reportStarted: emit({ type: "STARTED" }),
    reportIgnored: emit({ type: "IGNORED" }),
    reportStopped: emit({ type: "STOPPED" }),
    reportDue: emit({ type: "DUE" }),
    reportSpawnError: emit(({ event }) => {
      assertEvent(event, "SPAWN_FAILED");
      return startFailed(event.error._tag !== "CannotRun");
    }),
    reportEarlyEnd: emit(({ context, event }) => {
      assertEvent(event, "EXITED");
      return startFailed(!isFatal(event.exit, context.rules.exitRules));
    }),
    reportNotReady: emit(() => startFailed(true)),
    reportEnd: emit(({ context, event }) => {
      assertEvent(event, "EXITED");
      const end = kindOf(context, event.exit);
      const curable = !isFatal(event.exit, context.rules.exitRules);
      return {
        type: "ENDED",
        failure: { kind: "ended", end, upMs: event.at - context.startedAt, curable },
      };
    }),
  },
}).createMachine({
  id: "service",
  context: ({ input }) => ({
    rules: input.rules,
    run: input.lastRun,
    pid: null,
    startedAt: 0,
    stop: { purpose: "request", mode: "ordered" },
    lastEnd: null,
    delayMs: 0,
    reason: "not started yet",
    by: "system",
  }),
  initial: "stopped",
  states: {
    stopped: { on: { START: "starting", STOP: { actions: "reportStopped" } } },
    starting: {
      entry: ["beginRun", "requestSpawn"],
      initial: "spawning",
      states: {
        spawning: {
          on: {
            SPAWNED: { guard: "ofThisRun", target: "settling", actions: "rememberPid" },
            STOP: { target: "#service.stopping.aborting", actions: "noteStop" },
          },
        },
        settling: {
          after: {
            minUptime: { guard: "isReadyByTime", target: "#service.running" },
            readyTimeout: {
              guard: "hasReadyTimeout",
              target: "#service.stopping",
              actions: "noteNotReady",
            },
          },
          on: {
            READY: { guard: "ofThisRun", target: "#service.running" },
            STOP: { target: "#service.stopping", actions: "noteStop" },
          },
        },
      },
      on: {
        SPAWN_FAILED: {
          guard: "ofThisRun",
          target: "backoff",
          actions: ["rememberSpawnError", "reportSpawnError"],
        },
        EXITED: [
          {
            guard: "succeedsAtOnce",
            target: "finished",
            actions: ["rememberEnd", "reportStarted", "reportEnd"],
          },
          { guard: "isIgnoredExit", target: "finished", actions: ["rememberEnd", "reportIgnored"] },
          {
            guard: "ofThisRun",
            target: "backoff",
            actions: ["rememberEnd", "rememberEarlyEnd", "reportEarlyEnd"],
          },
        ],
      },
    },
    running: {
      entry: ["noteReady", "reportStarted"],
      on: {
        STOP: { target: "stopping", actions: "noteStop" },
        EXITED: [
          { guard: "isToBeRestarted", target: "backoff", actions: ["rememberEnd", "reportEnd"] },
          {
            guard: { type: "endedAs", params: { kind: "normal" } },
            target: "finished",
            actions: ["rememberEnd", "reportEnd"],
          },
          {
            guard: { type: "endedAs", params: { kind: "shutdown" } },
            target: "stopped",
            actions: ["rememberEnd", "reportEnd"],
          },
          { guard: "ofThisRun", target: "failed", actions: ["rememberEnd", "reportEnd"] },
        ],
      },
    },
    backoff: {
      initial: "deciding",
      states: {
        deciding: {},
        waiting: { after: { backoff: { target: "due", actions: "reportDue" } } },
        due: {},
      },
      on: {
        BACK_OFF: { target: ".waiting", actions: "noteDelay" },
        START: "starting",
        FAIL: { target: "failed", actions: "noteFail" },
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
    stopping: {
      initial: "beginning",
      states: {
        beginning: { always: [{ guard: "killsAtOnce", target: "killing" }, { target: "asking" }] },
        aborting: {
          on: {
            SPAWNED: { guard: "ofThisRun", target: "beginning", actions: "rememberPid" },
            SPAWN_FAILED: {
              guard: "ofThisRun",
              target: "#service.stopped",
              actions: "reportStopped",
            },
            STOP: { actions: "noteStop" },
          },
        },
        asking: {
          entry: "requestAsk",
          after: { stopTimeout: { guard: "hasStopTimeout", target: "killing" } },
          on: {
            STOP: [{ guard: "isBrutal", target: "killing", actions: "noteStop" }, { actions: "noteStop" }],
          },
        },
        killing: {
          entry: "requestKill",
          after: { killDeadline: "unkillable" },
          on: { STOP: { actions: "noteStop" } },
        },
        unkillable: { entry: "alarmUnkillable", on: { STOP: { actions: "noteStop" } } },
      },
      on: {
        EXITED: [
          { guard: "stopsOnRequest", target: "stopped", actions: ["rememberStop", "reportStopped"] },
          { guard: "ofThisRun", target: "backoff", actions: ["rememberStop", "reportNotReady"] },
        ],
      },
    },
    failed: {
      on: {
        START: "starting",
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
    finished: {
      on: {
        START: "starting",
        STOP: { target: "stopped", actions: ["noteStop", "reportStopped"] },
      },
    },
  },
});
