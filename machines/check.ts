/**
 * A check: a job that runs elsewhere and reports. It has no process, so it starts and stops at once; while it runs, it is
 * in the state that follows from the reports, the pauses and the time. `src/policy/check` decides which state that is; the
 * runtime sends it here, with its cause.
 *
 *             START            REPORTED      REPORTED
 *   stopped ────────▶ running: new ───▶ up ⇄ started
 *      ▲                 │          ELAPSED ↓ ↑ REPORTED
 *      │                 │              late ───▶ down
 *      └───── STOP ──────┘
 */
import type { CheckState } from "../src/domain/tree/CheckState.ts";
import { check } from "./check/types.ts";

const chart = check.extend({
  actions: {
    note: check.assign(({ event, context: { stop } }) =>
      "reason" in event && "by" in event
        ? {
            reason: event.reason,
            by: event.by,
            stop: event.type === "STOP" ? { ...stop, mode: event.mode } : stop,
          }
        : {},
    ),
    reportStarted: check.emit({ type: "STARTED" }),
    reportStopped: check.emit({ type: "STOPPED" }),
  },
  guards: {
    is: ({ event }, { state }: { readonly state: CheckState }) => "shown" in event && event.shown === state,
    wasRunning: ({ event }) => event.type === "RESUME" && event.state === "running",
  },
});

/** The transition into a state, if it is the one that follows from the reports. */
const to = <State extends CheckState>(state: State) =>
  ({
    guard: { type: "is", params: { state } },
    target: `#check.running.${state}`,
    actions: "note",
  }) as const;

const PAUSED = to("paused");

export const checkMachine = chart.createMachine({
  id: "check",
  context: { reason: "not started yet", by: "system", stop: { purpose: "request", mode: "ordered" } },
  initial: "stopped",
  meta: {
    chart: {
      laneGap: 64,
      colGap: 28,
      stackGap: 28,
      innerLaneGap: 56,
      notesBelow: ["running"],
      omits: ["RESUME", "SHOW"],
    },
    words: { is: null, wasRunning: null },
  },
  states: {
    stopped: {
      meta: { lane: 0, rank: 0 },
      on: {
        START: { target: "running", actions: ["note", "reportStarted"] },
        STOP: { actions: ["note", "reportStopped"] },
        RESUME: [{ guard: "wasRunning", target: "running", actions: "note" }, { actions: "note" }],
      },
    },
    running: {
      meta: { lane: 0, rank: 1 },
      initial: "new",
      states: {
        new: {
          meta: { lane: 0, rank: 0, stubs: ["running.started", "running.down", "running.paused"] },
          on: { REPORTED: [to("up"), to("started"), to("down")], PAUSED },
        },
        up: {
          meta: { lane: 0, rank: 1, stubs: ["running.down", "running.paused"] },
          on: { REPORTED: [to("started"), to("down")], ELAPSED: to("late"), PAUSED },
        },
        started: {
          meta: { lane: 1, rank: 1, stubs: ["running.down", "running.paused"] },
          on: { REPORTED: [to("up"), to("down")], ELAPSED: to("down"), PAUSED },
        },
        late: {
          meta: { lane: 0, rank: 2, stubs: ["running.started", "running.paused"] },
          on: { REPORTED: [to("up"), to("started"), to("down")], ELAPSED: to("down"), PAUSED },
        },
        down: {
          meta: { lane: 1, rank: 2, stubs: ["running.up", "running.started", "running.paused"] },
          on: { REPORTED: [to("up"), to("started")], PAUSED },
        },
        paused: {
          meta: { lane: 1, rank: 0, stubs: "*" },
          on: { RESUMED: [to("new"), to("up"), to("started"), to("down")] },
        },
      },
      on: {
        SHOW: [to("new"), to("up"), to("started"), to("late"), to("down"), to("paused")],
        STOP: { target: "stopped", actions: ["note", "reportStopped"] },
      },
    },
  },
});
