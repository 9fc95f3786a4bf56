/**
 * One supervised process. The machine decides and emits requests; the runtime (supervisors/) owns the process and
 * answers with facts. Every fact has the number of its run; facts about older runs are ignored.
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
 * If the runtime has to wait for something, a start waits in starting.held before it has a run, and a stop waits in
 * stopping.held before the process gets its signal: HOLD requests CLEARED from the runtime once the wait is over.
 *
 * A new daemon brings a service from `stopped` into its state under the previous daemon (RESUME), with its current run.
 *
 * Its hooks are states: before_start, after_start (part of settling), before_stop, and after_exit, which follows the
 * process wherever it ends: GONE leads there, and EXITED, which decides what comes next, follows once the hook is over.
 *
 * While it runs, its probes say whether it is healthy: `running.unknown` until they do, then `healthy` or `unhealthy`. A
 * probe that fails may also require a restart, which is a stop in good order, followed by a failure.
 *
 * `backoff` is in restingStates.ts, because a supervisor waits for its parent's decision in the same way.
 */
import type { ChildState } from "../src/domain/tree/State.ts";
import { minUptime, readyTimeout } from "../src/policy/messages/readiness.ts";
import { backoff, failed, resting } from "./restingStates.ts";
import { killDeadlineMs, noting, reporting, requesting } from "./service/actions.ts";
import { leftOf, stopTimeout, unstarted } from "./service/context.ts";
import { guards } from "./service/guards.ts";
import { service } from "./service/types.ts";

const chart = service.extend({
  actions: { ...noting, ...requesting, ...reporting },
  guards,
  delays: {
    minUptime: ({ context }) => leftOf(minUptime(context.rules.ready), context),
    readyTimeout: ({ context }) => leftOf(readyTimeout(context.rules.ready), context),
    stopTimeout: ({ context }) => leftOf(stopTimeout(context.rules), context),
    killDeadline: killDeadlineMs,
    backoff: ({ context }) => context.delayMs,
    retry: ({ context }) => context.delayMs,
  },
});

const found = <State extends ChildState>(state: State) => ({ type: "wasFound", params: { state } }) as const;

const foundHeld = <State extends ChildState>(state: State) =>
  ({ type: "wasFoundHeld", params: { state } }) as const;

/** A start from rest: at once, or once it is no longer held. */
const start = [
  { guard: "isHeldBack", target: "starting.held", actions: ["noteStart", "noteHold"] },
  { guard: "preparesFirst", target: "starting.before_start" },
  { target: "starting", description: "" },
] as const;

/**
 * A stop of a live process: at once, or once it is no longer held. A process that is still being spawned is stopped at
 * once.
 */
const stop = [
  { guard: "isHeldBack", target: "#service.stopping.held", actions: ["noteStop", "noteHold"] },
  { target: "#service.stopping", actions: "noteStop", description: "" },
] as const;

/** The start waits until what is in its way is gone. */
const waiting = { guard: "ofThisRun", target: "held", actions: "noteWait" } as const;

/** Too late: it has been ready before, or has ended. */
const over = { guard: "ofThisRun" } as const;

/** Updates the reason of a hold. */
const renewal = { guard: "ofThisHold", actions: "renewHold" } as const;

/** What the results of its probes say about a running child. */
const pass = { guard: "becomesHealthy", target: "healthy", actions: "noteProbe" } as const;
const fail = {
  guard: "becomesUnhealthy",
  target: "unhealthy",
  actions: ["noteProbe", "noteUnhealthy"],
} as const;
const undecided = { guard: "becomesUnknown", target: "unknown", actions: "noteProbe" } as const;

/** Other probes are declared: their results decide from now on. */
const otherProbes = ["updateRules", "forgetProbes", "requestProbes"] as const;
const probeAnew = { guard: "changesProbes", target: "unknown", actions: otherProbes } as const;

export const serviceMachine = chart.createMachine({
  id: "service",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  meta: {
    chart: {
      laneGap: 64,
      colGap: 28,
      stackGap: 28,
      innerLaneGap: 36,
      shift: { "-1": -48, "1": -72 },
      notesBelow: ["starting", "stopping"],
      omits: ["RESUME"],
    },
    words: {
      backoff: "delay",
      ofThisRun: null,
      ofThisHold: null,
      isHeldBack: "held",
      preparesFirst: "hook",
      greetsAtOnce: null,
      greets: null,
      greetsReady: null,
      greetsProbed: null,
      hasStopHook: "hook",
      hookPassed: null,
      hookEnded: null,
      isReadyByTime: null,
      hasReadyTimeout: null,
      hasStopTimeout: null,
      killsAtOnce: "at once",
      isToBeRestarted: "to restart",
      isIgnoredExit: "ignored",
      succeedsAtOnce: "done at once",
      stopsOnRequest: "as asked",
      isReadyAtOnce: "ready at once",
      passesStartup: null,
      becomesHealthy: "pass",
      becomesUnhealthy: "fails",
      becomesUnknown: "undecided",
      failsForRestart: "fails, restart",
      changesProbes: "other probes",
      isRestartedUnhealthy: "to restart",
      wasUnhealthy: "unhealthy, for good",
    },
  },
  on: { UPDATE: { actions: "updateRules" } },
  states: {
    stopped: {
      meta: { lane: 0, rank: 0 },
      on: {
        START: start,
        STOP: { actions: "reportStopped" },
        RESUME: [
          { guard: foundHeld("starting"), target: "starting.held", actions: "resume" },
          { guard: found("starting"), target: "starting.settling", actions: "resume" },
          { guard: found("running"), target: "running", actions: "resume" },
          { guard: foundHeld("stopping"), target: "stopping.held", actions: "resume" },
          { guard: "wasNotAsked", target: "stopping.beginning", actions: "resume" },
          { guard: found("stopping"), target: "stopping.resuming", actions: "resume" },
          { guard: found("backoff"), target: "backoff.waiting", actions: "resume" },
          { guard: "wasFoundRetried", target: "failed.waiting", actions: "resume" },
          { guard: found("failed"), target: "failed", actions: "resume" },
          { guard: found("finished"), target: "finished", actions: "resume" },
          { actions: "resume" },
        ],
      },
    },
    starting: {
      meta: { lane: 0, rank: 1 },
      initial: "spawning",
      states: {
        held: {
          meta: { lane: 1, rank: 0, stubs: ["failed", "stopped"], enteredAtParent: true },
          entry: ["requestStartHold", "reportHeld"],
          on: {
            HELD_BY: renewal,
            CLEARED: [
              { guard: "preparesFirst", target: "before_start", actions: "reportCleared" },
              { guard: "ofThisHold", target: "spawning", actions: "reportCleared" },
            ],
            STOP: { target: "#service.stopped", actions: ["noteStop", "reportStopped"] },
            FAIL: [
              {
                guard: "isRetried",
                target: "#service.failed.waiting",
                actions: ["noteFail", "noteRetry"],
              },
              { target: "#service.failed", actions: "noteFail", description: "" },
            ],
          },
        },
        before_start: {
          meta: { lane: 2, rank: 0, stubs: ["backoff", "stopped", "starting.held"], enteredAtParent: true },
          entry: ["beginRun", "requestBeforeStart"],
          exit: "endHook",
          on: {
            WAITING: waiting,
            HOOKED: [
              {
                guard: { type: "hookPassed", params: { hook: "before_start" } },
                target: "spawning",
                description: "",
              },
              {
                guard: { type: "hookEnded", params: { hook: "before_start" } },
                target: "#service.backoff",
                actions: ["noteHookFailure", "reportNotPrepared"],
                description: "failed",
              },
            ],
            STOP: { target: "#service.stopped", actions: ["noteStop", "reportStopped"] },
          },
        },
        spawning: {
          meta: { lane: 0, rank: 0 },
          entry: ["beginRun", "requestSpawn"],
          on: {
            SPAWNED: { guard: "ofThisRun", target: "settling", actions: "rememberPid" },
            SPAWN_FAILED: {
              guard: "ofThisRun",
              target: "#service.backoff",
              actions: ["rememberSpawnError", "reportSpawnError"],
            },
            WAITING: waiting,
            STOP: { target: "#service.stopping.aborting", actions: "noteStop" },
          },
        },
        settling: {
          meta: { lane: 0, rank: 1, folded: true, stubs: ["finished", "stopping.after_exit"] },
          entry: "requestStartupProbe",
          exit: "endProbes",
          initial: "beginning",
          states: {
            beginning: {
              always: [
                // No timer, because the process may exit before it fires.
                { guard: "greetsAtOnce", target: "after_start" },
                { guard: "isReadyAtOnce", target: "#service.running", actions: "noteReady" },
                { guard: "isReadyByTime", target: "byTime" },
                { guard: "hasReadyTimeout", target: "withDeadline" },
                { target: "unlimited" },
              ],
            },
            byTime: {
              after: {
                minUptime: [
                  { guard: "greets", target: "after_start" },
                  { target: "#service.running", actions: "noteReady", description: "" },
                ],
              },
            },
            withDeadline: {
              after: { readyTimeout: { target: "#service.stopping", actions: "noteNotReady" } },
            },
            unlimited: {},
            after_start: {
              entry: ["endProbes", "requestAfterStart"],
              exit: "endHook",
              on: {
                HOOKED: [
                  {
                    guard: { type: "hookPassed", params: { hook: "after_start" } },
                    target: "#service.running",
                    actions: "noteReady",
                    description: "",
                  },
                  {
                    guard: { type: "hookEnded", params: { hook: "after_start" } },
                    target: "#service.stopping",
                    actions: ["noteHookFailure", "noteNotGreeted"],
                    description: "failed",
                  },
                ],
                READY: over,
                PROBED: over,
              },
            },
            after_exit: {
              entry: "endProbes",
              on: {
                READY: over,
                PROBED: over,
                STOP: { target: "#service.stopping.after_exit", actions: "noteStop", description: "" },
              },
            },
          },
          on: {
            READY: [
              { guard: "greetsReady", target: ".after_start" },
              { guard: "ofThisRun", target: "#service.running", actions: "noteReady" },
            ],
            GONE: { guard: "ofThisRun", target: ".after_exit", actions: "rememberGone" },
            PROBED: [
              { guard: "greetsProbed", target: ".after_start", actions: "noteProbe" },
              { guard: "passesStartup", target: "#service.running", actions: ["noteProbe", "noteReady"] },
              { guard: "ofThisRun", actions: "noteProbe", description: "" },
            ],
            EXITED: [
              {
                guard: "succeedsAtOnce",
                target: "#service.finished",
                actions: ["rememberEnd", "reportStarted", "reportEnd"],
              },
              {
                guard: "isIgnoredExit",
                target: "#service.finished",
                actions: ["rememberEnd", "reportIgnored"],
              },
              {
                guard: "ofThisRun",
                target: "#service.backoff",
                actions: ["rememberEnd", "rememberEarlyEnd", "reportEarlyEnd"],
                description: "too early",
              },
            ],
            STOP: stop,
          },
        },
      },
    },
    running: {
      meta: { lane: 0, rank: 2, stubs: ["stopped", "running.after_exit"] },
      initial: "unknown",
      entry: ["reportStarted", "requestProbes"],
      exit: "endProbes",
      states: {
        unknown: {
          meta: { lane: 0, rank: 0 },
          on: { PROBED: [pass, fail], UPDATE: { guard: "changesProbes", actions: otherProbes } },
        },
        healthy: {
          meta: { lane: 1, rank: 0, stubs: ["running.unknown"] },
          on: { PROBED: fail, UPDATE: probeAnew },
        },
        unhealthy: {
          meta: { lane: 2, rank: 0, stubs: ["running.unknown"] },
          on: {
            PROBED: [
              { ...pass, actions: ["noteProbe", "noteRecovery"] },
              { ...undecided, actions: ["noteProbe", "noteRecovery"] },
              { guard: "becomesUnhealthy", actions: ["noteProbe", "noteUnhealthy"] },
            ],
            UPDATE: probeAnew,
          },
        },
        after_exit: {
          meta: { lane: 3, rank: 0, stubs: ["stopping.after_exit"] },
          entry: "endProbes",
          on: {
            PROBED: over,
            STOP: { target: "#service.stopping.after_exit", actions: "noteStop", description: "" },
          },
        },
      },
      on: {
        STOP: stop,
        GONE: { guard: "ofThisRun", target: ".after_exit", actions: "rememberGone" },
        PROBED: [
          {
            guard: "failsForRestart",
            target: "stopping",
            actions: ["noteProbe", "noteUnhealthy", "noteFailedProbe"],
          },
          { guard: "ofThisRun", actions: "noteProbe", description: "" },
        ],
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
          {
            guard: "ofThisRun",
            target: "failed",
            actions: ["rememberEnd", "reportEnd"],
            description: "for good",
          },
        ],
      },
    },
    backoff: { ...backoff, meta: { lane: 1, rank: 1 }, on: { ...backoff.on, START: start } },
    stopping: {
      meta: { lane: -1, rank: 1, stubs: ["failed", "stopping.after_exit"] },
      initial: "beginning",
      states: {
        beginning: {
          meta: { lane: 0, rank: 1 },
          always: [
            { guard: "killsAtOnce", target: "killing" },
            { guard: "hasStopHook", target: "before_stop" },
            { target: "asking", actions: "requestAsk" },
          ],
        },
        held: {
          meta: { lane: 1, rank: 1, stubs: ["killing"], enteredAtParent: true },
          entry: "requestStopHold",
          on: {
            HELD_BY: renewal,
            CLEARED: { guard: "ofThisHold", target: "beginning", actions: "endHold" },
            STOP: [
              { guard: "isBrutal", target: "killing", actions: "noteStop" },
              { guard: "isHeldBack", actions: ["noteStop", "noteHold"] },
              { target: "beginning", actions: "noteStop", description: "" },
            ],
          },
        },
        before_stop: {
          meta: { lane: 2, rank: 2, stubs: ["stopping.killing"] },
          entry: "requestBeforeStop",
          exit: "endHook",
          on: {
            HOOKED: {
              guard: { type: "hookEnded", params: { hook: "before_stop" } },
              target: "asking",
              actions: "requestAsk",
              description: "",
            },
            STOP: [{ guard: "isBrutal", target: "killing", actions: "noteStop" }, { actions: "noteStop" }],
          },
        },
        after_exit: {
          meta: { lane: 2, rank: 3 },
          on: { STOP: { actions: "noteStop" } },
        },
        aborting: {
          meta: { lane: 0, rank: 0, stubs: ["stopping.beginning"] },
          on: {
            SPAWNED: { guard: "ofThisRun", target: "beginning", actions: "rememberPid" },
            SPAWN_FAILED: {
              guard: "ofThisRun",
              target: "#service.stopped",
              actions: "reportStopped",
            },
            WAITING: { guard: "ofThisRun", target: "#service.stopped", actions: "reportStopped" },
            STOP: { actions: "noteStop" },
          },
        },
        // Under a new daemon: the stop signal was sent already. SIGKILL may not have been; sending it twice is
        // harmless.
        resuming: { always: [{ guard: "killsAtOnce", target: "killing" }, { target: "asking" }] },
        asking: {
          meta: { lane: 0, rank: 2, folded: true },
          initial: "beginning",
          states: {
            beginning: {
              always: [{ guard: "hasStopTimeout", target: "withDeadline" }, { target: "unlimited" }],
            },
            withDeadline: { after: { stopTimeout: "#service.stopping.killing" } },
            unlimited: {},
          },
          on: {
            STOP: [{ guard: "isBrutal", target: "killing", actions: "noteStop" }, { actions: "noteStop" }],
          },
        },
        killing: {
          meta: { lane: 0, rank: 3 },
          entry: "requestKill",
          after: { killDeadline: "unkillable" },
          on: { STOP: { actions: "noteStop" } },
        },
        unkillable: {
          meta: { lane: 1, rank: 3 },
          entry: "alarmUnkillable",
          on: { STOP: { actions: "noteStop" } },
        },
      },
      on: {
        GONE: { guard: "ofThisRun", target: ".after_exit", actions: "rememberGone" },
        EXITED: [
          { guard: "stopsOnRequest", target: "stopped", actions: ["rememberStop", "reportStopped"] },
          {
            guard: "isRestartedUnhealthy",
            target: "backoff",
            actions: ["rememberUnhealthyEnd", "reportUnhealthy"],
          },
          {
            guard: "wasUnhealthy",
            target: "failed",
            actions: ["rememberUnhealthyEnd", "reportUnhealthy"],
          },
          {
            guard: "ofThisRun",
            target: "backoff",
            actions: ["rememberStop", "reportNotReady"],
            description: "not ready",
          },
        ],
      },
    },
    failed: { ...failed, meta: { ...failed.meta, lane: 1, rank: 3 }, on: { ...failed.on, START: start } },
    finished: { meta: { lane: -1, rank: 3, stubs: "*" }, on: { ...resting.on, START: start } },
  },
});
