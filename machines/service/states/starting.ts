import { chart } from "../chart.ts";
import { renewal } from "./holds.ts";
import { settling } from "./settling.ts";

/** The start waits for something in the system, such as a busy port. */
const waiting = { guard: "ofThisRun", target: "held", actions: "noteWait" } as const;

/** From the command to start until the process is ready. */
export const starting = chart.createStateConfig({
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
    settling,
  },
});
