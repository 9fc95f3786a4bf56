import { chart } from "../chart.ts";
import { renewal } from "./holds.ts";

/** Its process is asked to stop, and killed if it does not. */
export const stopping = chart.createStateConfig({
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
    GONE: { guard: "ofThisRun", target: ".after_exit", actions: "forgetProcess" },
    EXITED: [
      { guard: "stopsOnRequest", target: "stopped", actions: ["rememberStop", "reportStopped"] },
      { guard: "isRecycled", target: "backoff", actions: ["rememberStop", "reportRecycled"] },
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
});
