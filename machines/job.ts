/**
 * A job: it waits for its instants, runs, and waits again. The rules of overlap, catch-up, retry, pools and chains are
 * decided over all jobs of a tree at once (src/policy/job/decide.ts); this chart shows what they have decided about one job
 * and gates what its supervisor asks for. Its runs are those of its slots, which are services with charts of their own.
 *
 *            START                                   STOP            all runs have ended
 *   stopped ──────▶ running                        ──────▶ stopping ────────────────────▶ stopped
 *                     waiting      for the next instant
 *                     held         a start waits: for a slot, or the end of a blackout or a pause
 *                     active       a run goes
 *                     backingOff   for the next attempt
 *                     stoppingRun  a run was asked to stop
 *                     paused
 */
import type { JobCondition } from "../src/domain/view/JobView.ts";
import { actions } from "./job/actions.ts";
import { unstarted } from "./job/context.ts";
import { guards } from "./job/guards.ts";
import { job } from "./job/types.ts";

const chart = job.extend({ actions, guards });

const is = (condition: JobCondition) => ({ type: "is", params: { condition } }) as const;

export const jobMachine = chart.createMachine({
  id: "job",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  meta: {
    chart: {
      laneGap: 56,
      colGap: 30,
      stackGap: 36,
      innerLaneGap: 36,
      notesBelow: ["running"],
      omits: ["RESUME"],
    },
    words: { is: null, isOver: null },
  },
  states: {
    stopped: {
      meta: { lane: 0, rank: 0 },
      on: {
        START: { target: "running", actions: ["noteOrder", "load"] },
        STOP: { actions: ["noteOrder", "reportStopped"] },
        RESUME: [
          { guard: "wasRunning", target: "running", actions: "resume" },
          { guard: "wasStopping", target: "stopping", actions: "resume" },
          { actions: "resume" },
        ],
      },
    },
    running: {
      meta: {
        lane: 0,
        rank: 1,
        stubs: [
          "running.waiting",
          "running.held",
          "running.held.pool",
          "running.held.blackout",
          "running.held.pause",
          "running.active",
          "running.backingOff",
          "running.stoppingRun",
          "running.paused",
        ],
      },
      entry: "reportStarted",
      initial: "waiting",
      on: {
        STOP: { target: "stopping", actions: ["noteOrder", "unload"] },
        DECIDED: [
          { guard: is("stopping"), target: ".stoppingRun", actions: "noteDecision" },
          { guard: is("running"), target: ".active", actions: "noteDecision" },
          { guard: is("backoff"), target: ".backingOff", actions: "noteDecision" },
          { guard: is("held:pool"), target: ".held.pool", actions: "noteDecision" },
          { guard: is("held:blackout"), target: ".held.blackout", actions: "noteDecision" },
          { guard: is("held:paused"), target: ".held.pause", actions: "noteDecision" },
          { guard: is("paused"), target: ".paused", actions: "noteDecision" },
          { target: ".waiting", actions: "noteDecision" },
        ],
      },
      states: {
        waiting: { meta: { lane: 0, rank: 0 } },
        held: {
          meta: { lane: 0, rank: 1, folded: true },
          initial: "pool",
          states: {
            pool: { meta: { lane: 0, rank: 0 } },
            blackout: { meta: { lane: 1, rank: 0 } },
            pause: { meta: { lane: 2, rank: 0 } },
          },
        },
        active: { meta: { lane: 0, rank: 2 } },
        backingOff: { meta: { lane: 1, rank: 2 } },
        stoppingRun: { meta: { lane: 0, rank: 3 } },
        paused: { meta: { lane: 1, rank: 0 } },
      },
    },
    stopping: {
      meta: { lane: 0, rank: 2, stubs: ["stopped"] },
      on: {
        DECIDED: [
          { guard: "isOver", target: "stopped", actions: ["noteDecision", "reportStopped"] },
          { actions: "noteDecision" },
        ],
        STOP: { guard: "isBrutal", actions: ["noteOrder", "unload"] },
      },
    },
  },
});
