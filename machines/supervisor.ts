/**
 * A supervisor: it starts its children in order, stops them in reverse order, and decides what follows when one of them
 * ends. OTP's semantics (research/otp.md); our additions are marked in src/policy/restart/verdict.ts.
 *
 *            START              all started
 *   stopped ──────▶ starting ───────────────▶ running ─────────────────────────────────┐
 *      ▲              │  a start failed        │ idle ──WORK: restart──▶ regrouping    │ gave up,
 *      │              ▼                        │   ▲                  stopping ▶ starting │ auto_shutdown,
 *      │           stopping ◀──── STOP ────────┘   └──────── group is up ────┘          │ KILLED
 *      │              │  ▲                                                               │
 *      │              │  └───────────────────────────────────────────────────────────────┘
 *      │◀── asked ────┤
 *                     ├─ failed or gave up, parent restarts ─▶ backoff ─START─▶ starting
 *                     └─ no restart ─▶ failed | finished      (failed: retried after retry_failed)
 *
 * Reports of children go to an inbox, like messages to an OTP process. They are noted at once and handled one at a
 * time, while no other work is in progress (WORK, in a separate turn). A stop takes precedence over all of them.
 * Restarts of single children (one_for_one) run concurrently.
 *
 * A new daemon brings a supervisor from `stopped` into its state under the previous daemon (RESUME); `running.resuming`
 * starts only the children that are down.
 */
import { and } from "xstate";
import type { ChildState } from "../src/domain/tree/State.ts";
import { backoff, failed, resting } from "./restingStates.ts";
import { byHand } from "./supervisor/actions/byHand.ts";
import { inbox } from "./supervisor/actions/inbox.ts";
import { noting } from "./supervisor/actions/noting.ts";
import { reporting } from "./supervisor/actions/reporting.ts";
import { starting } from "./supervisor/actions/starting.ts";
import { stopping } from "./supervisor/actions/stopping.ts";
import { unstarted } from "./supervisor/context.ts";
import { guards } from "./supervisor/guards.ts";
import { supervisor } from "./supervisor/types.ts";

const chart = supervisor.extend({
  actions: { ...starting, ...stopping, ...noting, ...inbox, ...byHand, ...reporting },
  guards,
  delays: {
    backoff: ({ context }) => context.delayMs,
    shutdown: ({ context: { rules } }) => (typeof rules.shutdown === "number" ? rules.shutdown : 0),
    retry: ({ context }) => context.delayMs,
  },
});

const found = <State extends ChildState>(state: State) => ({ type: "wasFound", params: { state } }) as const;

/** The root restarts itself; any other supervisor is started by its parent. */
const retryOfTree = [
  { guard: "isRoot", target: "#supervisor.starting" },
  failed.states.waiting.after.retry,
] as const;

export const supervisorMachine = chart.createMachine({
  id: "supervisor",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  meta: {
    chart: {
      laneGap: 56,
      colGap: 40,
      stackGap: 36,
      innerLaneGap: 36,
      shift: { "-1": 80 },
      notesBelow: ["stopping", "running", "running.regrouping"],
      omits: ["RESUME"],
    },
    words: {
      backoff: "delay",
      allStopped: null,
      hasDeadline: null,
      holdsGroupBack: "refused",
      stopsBrutally: "at once",
      escalates: "limit reached",
      shutsDown: "shut down",
      takesGroupAlong: "with group",
      companionsStopped: "all stopped",
      wasAsked: "as asked",
      shutItselfDown: "by itself",
      isRetriedRoot: "root retries",
      isTriedByHand: "tried by hand",
    },
  },
  on: {
    START_CHILD: { actions: "wantUp" },
    STOP_CHILD: { actions: "stopByHand" },
    ADD_CHILD: { actions: "addMember" },
    REMOVE_CHILD: { actions: "removeMember" },
    CHILD_STOPPED: { actions: "noteStopped" },
    // A group that is started in order waits for a held member, and is held with it.
    CHILD_HELD: [{ guard: "startsSideBySide", actions: "noteHeld" }, { actions: "reportHeld" }],
    CHILD_CLEARED: [{ guard: "startsSideBySide", actions: "noteCleared" }, { actions: "reportCleared" }],
    UPDATE: { actions: "updateRules" },
  },
  states: {
    stopped: {
      meta: { lane: 0, rank: 0 },
      on: {
        START: "starting",
        STOP: { actions: "reportStopped" },
        RESUME: [
          { guard: found("running"), target: "running.resuming", actions: "resume" },
          { guard: found("stopping"), target: "stopping", actions: ["resume", "gatherAll"] },
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
      entry: ["beginAfresh", "startNext"],
      always: { guard: "allStarted", target: "running", actions: "noteUp" },
      on: {
        CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
        CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
        CHILD_STOPPED: { actions: ["noteStopped", "startNext"] },
        CHILD_ENDED: { actions: "noteFailure" },
        CHILD_DUE: { actions: "noteDue" },
        CHILD_START_FAILED: [
          { guard: "isToldToStop", actions: [] },
          { guard: "isTriedByHand", actions: ["failTried", "startNext"] },
          { guard: "holdsGroupBack", target: "running", actions: "noteFailure" },
          { guard: "isContained", actions: ["failContained", "startNext"] },
          { target: "stopping", actions: "stopAfterFailedStart", description: "" },
        ],
        START_CHILD: [{ guard: "isStillToCome", actions: "wantUp" }, { actions: "startByHand" }],
        ADD_CHILD: { actions: ["addMember", "startNext"] },
        STOP: { target: "stopping", actions: "stopForRequest" },
        KILLED: { target: "stopping", actions: "stopKilled" },
      },
    },
    running: {
      meta: { lane: 0, rank: 2, leastWidth: 348 },
      entry: "reportStarted",
      initial: "idle",
      on: {
        CHILD_STARTED: { actions: "noteStarted" },
        CHILD_IGNORED: { actions: "noteIgnored" },
        CHILD_STOPPED: { actions: "noteStopped" },
        CHILD_ENDED: { actions: "noteFailure" },
        CHILD_DUE: { actions: "noteDue" },
        CHILD_START_FAILED: [{ guard: "isTriedByHand", actions: "failTried" }, { actions: "noteFailure" }],
        START_CHILD: { actions: "startByHand" },
        ADD_CHILD: { actions: ["addMember", "tryAdded"] },
        STOP: { target: "stopping", actions: "stopForRequest" },
        KILLED: { target: "stopping", actions: "stopKilled" },
      },
      states: {
        idle: {
          meta: { lane: 0, rank: 0 },
          entry: ["forgetGroup", "wakeIfPending"],
          on: {
            CHILD_ENDED: { actions: ["noteFailure", "wake"] },
            CHILD_DUE: { actions: ["noteDue", "wake"] },
            CHILD_START_FAILED: [
              { guard: "isTriedByHand", actions: "failTried" },
              { actions: ["noteFailure", "wake"] },
            ],
            STOP_CHILD: { guard: "endsPauseOfGroup", actions: ["stopByHand", "endPause", "wake"] },
            WORK: [
              { guard: "escalates", target: "#supervisor.stopping", actions: "stopToGiveUp" },
              { guard: "shutsDown", target: "#supervisor.stopping", actions: "stopAutomatically" },
              { guard: "takesGroupAlong", target: "regrouping", actions: "gatherGroup" },
              { actions: ["handleReport", "wakeIfPending"] },
            ],
          },
        },
        // Under a new daemon: running children are up already, those that were being stopped and should be up start
        // once they have stopped, and each failed start is handled separately.
        resuming: {
          entry: "startNext",
          always: { guard: "allResumed", target: "idle" },
          on: {
            CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
            CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
            CHILD_STOPPED: { actions: ["noteStopped", "startNext"] },
            CHILD_START_FAILED: [
              { guard: "isTriedByHand", actions: "failTried" },
              { actions: ["noteFailure", "startNext"] },
            ],
          },
        },
        regrouping: {
          meta: { lane: 1, rank: 0 },
          initial: "stopping",
          states: {
            stopping: {
              meta: { lane: 0, rank: 0 },
              entry: "stopNext",
              exit: "flushGroup",
              always: [
                {
                  guard: and(["companionsStopped", "originPauses"]),
                  target: "#supervisor.running.idle",
                  description: "origin pauses",
                },
                { guard: "companionsStopped", target: "starting" },
              ],
              on: { CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] } },
            },
            starting: {
              meta: { lane: 1, rank: 0 },
              entry: "startNext",
              always: { guard: "allStarted", target: "#supervisor.running.idle" },
              on: {
                CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
                CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
                CHILD_START_FAILED: [
                  { guard: "isToldToStop", actions: [] },
                  { guard: "isTriedByHand", actions: "failTried" },
                  { target: "#supervisor.running.idle", actions: "noteFailure", description: "" },
                ],
                CHILD_STOPPED: [
                  { guard: "isGivenUp", target: "#supervisor.running.idle", actions: "noteStopped" },
                  { actions: ["noteStopped", "startNext"] },
                ],
              },
            },
          },
        },
      },
    },
    stopping: {
      meta: { lane: -1, rank: 1 },
      initial: "beginning",
      states: {
        // A brutal stop also kills children that are being stopped already.
        beginning: {
          meta: { lane: 0, rank: 0 },
          always: [{ guard: "stopsBrutally", target: "brutally" }, { target: "inOrder" }],
        },
        inOrder: {
          meta: { lane: 0, rank: 1, folded: true },
          entry: "stopNext",
          initial: "beginning",
          states: {
            beginning: {
              always: [{ guard: "hasDeadline", target: "withDeadline" }, { target: "unlimited" }],
            },
            withDeadline: { after: { shutdown: "#supervisor.stopping.brutally" } },
            unlimited: {},
          },
          on: {
            CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] },
            STOP: [
              { guard: "isBrutal", target: "brutally", actions: "stopForRequest" },
              { actions: "stopForRequest" },
            ],
            // The purpose is kept: a supervisor that a user stopped must not be restarted because it was also killed.
            KILLED: "brutally",
          },
        },
        brutally: {
          meta: { lane: 0, rank: 2 },
          entry: ["becomeBrutal", "stopAll"],
          on: {
            CHILD_STOPPED: { actions: "noteStopped" },
            STOP: { actions: ["stopForRequest", "becomeBrutal"] },
          },
        },
      },
      on: { CHILD_ENDED: { actions: "noteFailure" }, CHILD_START_FAILED: { actions: "noteFailure" } },
      always: [
        { guard: and(["allStopped", "wasAsked"]), target: "stopped", actions: "reportStopped" },
        {
          guard: and(["allStopped", "parentRestarts", "startHasFailed"]),
          target: "backoff",
          actions: "reportStartFailed",
          description: "start failed",
        },
        { guard: and(["allStopped", "parentRestarts"]), target: "backoff", actions: "reportEnded" },
        { guard: and(["allStopped", "shutItselfDown"]), target: "finished", actions: "reportEnded" },
        { guard: and(["allStopped", "isRetriedRoot"]), target: "failed.waiting", actions: "noteRootRetry" },
        { guard: "allStopped", target: "failed", actions: "reportEnded", description: "gave up" },
      ],
    },
    backoff: { ...backoff, meta: { lane: 1, rank: 1 } },
    failed: {
      ...failed,
      meta: { ...failed.meta, lane: -1, rank: 3 },
      states: { ...failed.states, waiting: { after: { retry: retryOfTree } } },
    },
    finished: { ...resting, meta: { lane: -1, rank: 3, stubs: "*" } },
  },
});
