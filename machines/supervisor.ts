/**
 * A supervisor: it starts its children in order, stops them in reverse, and decides what an end of one of
 * them leads to. OTP's semantics (research/otp.md); what is ours is marked in src/policy/verdict.ts.
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
 *                     └─ nobody restarts ─▶ failed | finished
 *
 * Reports of children are letters in an inbox. They are noted at once, and acted on one at a time, when
 * nothing else is under way (WORK, in a turn of its own): as OTP's supervisor reads its mailbox. A stop
 * overtakes them all. Restarts of one child alone (one_for_one) run beside each other.
 *
 * A daemon that finds what an earlier one has left brings a supervisor from `stopped` into the state that it
 * was in (RESUME); `running.resuming` starts only what is down.
 */
import { and } from "xstate";
import type { ChildState } from "../src/domain/State.ts";
import { backoff, resting } from "./restingStates.ts";
import { byHand } from "./supervisor/actions/byHand.ts";
import { mail } from "./supervisor/actions/mail.ts";
import { noting } from "./supervisor/actions/noting.ts";
import { reporting } from "./supervisor/actions/reporting.ts";
import { starting } from "./supervisor/actions/starting.ts";
import { stopping } from "./supervisor/actions/stopping.ts";
import { unstarted } from "./supervisor/context.ts";
import { guards } from "./supervisor/guards.ts";
import { supervisor } from "./supervisor/types.ts";

const chart = supervisor.extend({
  actions: { ...starting, ...stopping, ...noting, ...mail, ...byHand, ...reporting },
  guards,
  delays: {
    backoff: ({ context }) => context.delayMs,
    shutdown: ({ context: { rules } }) => (typeof rules.shutdown === "number" ? rules.shutdown : 0),
    rootRetry: ({ context }) => context.retryMs,
  },
});

const found = <State extends ChildState>(state: State) => ({ type: "wasFound", params: { state } }) as const;

export const supervisorMachine = chart.createMachine({
  id: "supervisor",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  on: {
    START_CHILD: { actions: "wantUp" },
    STOP_CHILD: { actions: "stopByHand" },
    ADD_CHILD: { actions: "addMember" },
    REMOVE_CHILD: { actions: "removeMember" },
    CHILD_STOPPED: { actions: "noteStopped" },
    UPDATE: { actions: "takeRules" },
  },
  states: {
    stopped: {
      on: {
        START: "starting",
        STOP: { actions: "reportStopped" },
        RESUME: [
          { guard: found("running"), target: "running.resuming", actions: "takeUp" },
          { guard: found("stopping"), target: "stopping", actions: ["takeUp", "gatherAll"] },
          { guard: found("backoff"), target: "backoff.waiting", actions: "takeUp" },
          { guard: found("failed"), target: "failed", actions: "takeUp" },
          { guard: found("finished"), target: "finished", actions: "takeUp" },
          { actions: "takeUp" },
        ],
      },
    },
    starting: {
      entry: ["beginAfresh", "startNext"],
      always: { guard: "allStarted", target: "running", actions: "noteUp" },
      on: {
        CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
        CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
        CHILD_STOPPED: { actions: ["noteStopped", "startNext"] },
        CHILD_ENDED: { actions: "noteFailure" },
        CHILD_DUE: { actions: "noteDue" },
        CHILD_START_FAILED: [
          { guard: "isTriedByHand", actions: ["failTried", "startNext"] },
          { guard: "holdsGroupBack", target: "running", actions: "noteFailure" },
          { guard: "isContained", actions: ["failContained", "startNext"] },
          { target: "stopping", actions: "stopAfterFailedStart" },
        ],
        START_CHILD: [{ guard: "isStillToCome", actions: "wantUp" }, { actions: "startByHand" }],
        ADD_CHILD: { actions: ["addMember", "startNext"] },
        STOP: { target: "stopping", actions: "stopForRequest" },
        KILLED: { target: "stopping", actions: "stopKilled" },
      },
    },
    running: {
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
          entry: ["forgetGroup", "wakeForMail"],
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
              { actions: ["settleLetter", "wakeForMail"] },
            ],
          },
        },
        // Under a new daemon: what runs is up already, what was being stopped and is wanted starts once it has
        // stopped, and each start that fails is dealt with for itself.
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
          initial: "stopping",
          states: {
            stopping: {
              entry: "stopNext",
              exit: "flushGroup",
              always: [
                { guard: and(["companionsStopped", "originPauses"]), target: "#supervisor.running.idle" },
                { guard: "companionsStopped", target: "starting" },
              ],
              on: { CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] } },
            },
            starting: {
              entry: "startNext",
              always: { guard: "allStarted", target: "#supervisor.running.idle" },
              on: {
                CHILD_STARTED: { actions: ["noteStarted", "startNext"] },
                CHILD_IGNORED: { actions: ["noteIgnored", "startNext"] },
                CHILD_START_FAILED: [
                  { guard: "isTriedByHand", actions: "failTried" },
                  { target: "#supervisor.running.idle", actions: "noteFailure" },
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
      initial: "inOrder",
      states: {
        inOrder: {
          entry: "stopNext",
          after: { shutdown: { guard: "hasDeadline", target: "brutally" } },
          on: {
            CHILD_STOPPED: { actions: ["noteStopped", "stopNext"] },
            STOP: [
              { guard: "isBrutal", target: "brutally", actions: "stopForRequest" },
              { actions: "stopForRequest" },
            ],
            // The purpose stays: what a person stopped must not be tried again because it was killed besides.
            KILLED: "brutally",
          },
        },
        brutally: {
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
        },
        { guard: and(["allStopped", "parentRestarts"]), target: "backoff", actions: "reportEnded" },
        { guard: and(["allStopped", "shutItselfDown"]), target: "finished", actions: "reportEnded" },
        { guard: "allStopped", target: "failed", actions: "reportEnded" },
      ],
    },
    backoff,
    failed: { ...resting, after: { rootRetry: { guard: "isRoot", target: "starting" } } },
    finished: resting,
  },
});
