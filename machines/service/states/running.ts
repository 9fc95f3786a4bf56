import { chart } from "../chart.ts";
import { stop } from "./commands.ts";

/** Too late: it has been ready before, or has ended. */
const over = { guard: "ofThisRun" } as const;

/** What the results of its probes say about a running child. */
const pass = { guard: "becomesHealthy", target: "healthy", actions: "noteProbe" } as const;
const fail = {
  guard: "becomesUnhealthy",
  target: "unhealthy",
  actions: ["noteProbe", "noteUnhealthy"],
} as const;
const undecided = { guard: "becomesUnknown", target: "unknown", actions: "noteProbe" } as const;

/** Other probes are declared: their results decide from now on. */
const otherProbes = ["resetMaxRuntime", "updateRules", "forgetProbes", "requestProbes"] as const;
const probeAnew = { guard: "changesProbes", target: "unknown", actions: otherProbes } as const;

/** Its start is complete; its probes say whether it is healthy. */
export const running = chart.createStateConfig({
  meta: { lane: 0, rank: 2, stubs: ["stopped", "running.after_exit"] },
  initial: "unknown",
  entry: ["reportStarted", "requestProbes", "setMaxRuntime"],
  exit: ["endProbes", "clearMaxRuntime"],
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
      entry: ["endProbes", "clearMaxRuntime"],
      on: {
        PROBED: over,
        SAMPLED: over,
        UPDATE: { actions: "updateRules" },
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
    SAMPLED: [
      { guard: "exceedsMemory", target: "stopping", actions: ["noteMeasured", "noteOveruse"] },
      { guard: "ofThisRun", actions: "noteMeasured", description: "" },
    ],
    UPDATE: { actions: ["resetMaxRuntime", "updateRules"] },
    EXPIRED: { guard: "ofThisRun", target: "stopping", actions: "noteMaxRuntime" },
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
});
