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
 * A daemon that finds what an earlier one has left brings a service from `stopped` into the state that it was
 * in (RESUME), with the run that goes on.
 *
 * `backoff` is in restingStates.ts, because supervisors wait for their supervisor's decision the same way.
 */
import type { ChildState } from "../src/domain/State.ts";
import { backoff, resting } from "./restingStates.ts";
import { killDeadlineMs, noting, reporting, requesting } from "./service/actions.ts";
import { unstarted } from "./service/context.ts";
import { guards } from "./service/guards.ts";
import { service } from "./service/types.ts";

const chart = service.extend({
  actions: { ...noting, ...requesting, ...reporting },
  guards,
  delays: {
    minUptime: ({ context: { rules, spentMs } }) =>
      rules.ready.kind === "alive" ? Math.max(0, rules.ready.minUptimeMs - spentMs) : 0,
    readyTimeout: ({ context: { rules, spentMs } }) =>
      rules.ready.kind === "alive" ? 0 : Math.max(0, (rules.ready.timeoutMs ?? 0) - spentMs),
    stopTimeout: ({ context: { rules, spentMs } }) =>
      typeof rules.shutdown === "number" ? Math.max(0, rules.shutdown - spentMs) : 0,
    killDeadline: killDeadlineMs,
    backoff: ({ context }) => context.delayMs,
  },
});

const found = <State extends ChildState>(state: State) => ({ type: "wasFound", params: { state } }) as const;

export const serviceMachine = chart.createMachine({
  id: "service",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  on: { UPDATE: { actions: "takeRules" } },
  states: {
    stopped: {
      on: {
        START: "starting",
        STOP: { actions: "reportStopped" },
        RESUME: [
          { guard: found("starting"), target: "starting.settling", actions: "takeUp" },
          { guard: found("running"), target: "running", actions: "takeUp" },
          { guard: "wasNotAsked", target: "stopping.beginning", actions: "takeUp" },
          { guard: found("stopping"), target: "stopping.resuming", actions: "takeUp" },
          { guard: found("backoff"), target: "backoff.waiting", actions: "takeUp" },
          { guard: found("failed"), target: "failed", actions: "takeUp" },
          { guard: found("finished"), target: "finished", actions: "takeUp" },
          { actions: "takeUp" },
        ],
      },
    },
    starting: {
      initial: "spawning",
      states: {
        spawning: {
          entry: ["beginRun", "requestSpawn"],
          on: {
            SPAWNED: { guard: "ofThisRun", target: "settling", actions: "rememberPid" },
            STOP: { target: "#service.stopping.aborting", actions: "noteStop" },
          },
        },
        settling: {
          // No timer: the process may have ended before it fires.
          always: { guard: "isReadyAtOnce", target: "#service.running", actions: "noteReady" },
          after: {
            minUptime: { guard: "isReadyByTime", target: "#service.running", actions: "noteReady" },
            readyTimeout: {
              guard: "hasReadyTimeout",
              target: "#service.stopping",
              actions: "noteNotReady",
            },
          },
          on: {
            READY: { guard: "ofThisRun", target: "#service.running", actions: "noteReady" },
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
      entry: "reportStarted",
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
    backoff,
    stopping: {
      initial: "beginning",
      states: {
        beginning: {
          always: [
            { guard: "killsAtOnce", target: "killing" },
            { target: "asking", actions: "requestAsk" },
          ],
        },
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
        // Under a new daemon: it has been asked. SIGKILL may have been on its way only, and does no harm twice.
        resuming: { always: [{ guard: "killsAtOnce", target: "killing" }, { target: "asking" }] },
        asking: {
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
    failed: resting,
    finished: resting,
  },
});
