import { chart } from "../chart.ts";
import { stop } from "./commands.ts";

/** Too late: it has been ready before, or has ended. */
const over = { guard: "ofThisRun" } as const;

/** The process exists, and its start is not complete yet. */
export const settling = chart.createStateConfig({
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
});
