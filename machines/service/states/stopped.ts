import type { ChildState } from "../../../src/domain/tree/State.ts";
import { chart } from "../chart.ts";
import { start } from "./commands.ts";

const found = <State extends ChildState>(state: State) => ({ type: "wasFound", params: { state } }) as const;

const foundHeld = <State extends ChildState>(state: State) =>
  ({ type: "wasFoundHeld", params: { state } }) as const;

/** Its process has ended, or was never started; a new daemon brings it from here into its state under the previous one. */
export const stopped = chart.createStateConfig({
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
});
