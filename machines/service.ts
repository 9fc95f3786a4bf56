/**
 * One supervised process. The machine decides and emits requests; the runtime (supervisors/) owns the process and
 * answers with facts. Every fact has the number of its run; facts about older runs are ignored.
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
 * If the runtime has to wait for something, a start waits in starting.held before it has a run, and a stop waits in
 * stopping.held before the process gets its signal: HOLD requests CLEARED from the runtime once the wait is over.
 *
 * A new daemon brings a service from `stopped` into its state under the previous daemon (RESUME), with its current run.
 *
 * Its hooks are states: before_start, after_start (part of settling), before_stop and after_exit. The last one follows the
 * end of the process in any state: GONE enters it, and EXITED, which decides what comes next, follows once the hook is over.
 *
 * While it runs, its probes say whether it is healthy: `running.unknown` until they do, then `healthy` or `unhealthy`. A
 * probe that fails may also require a restart, which is a stop in good order, followed by a failure.
 *
 * A run that exceeds its memory limit or its maximum runtime is stopped in good order and started again. This is no
 * failure, and counts towards no limit.
 *
 * `backoff` is in restingStates.ts, because a supervisor waits for its parent's decision in the same way.
 */
import { backoff, failed, resting } from "./restingStates.ts";
import { chart } from "./service/chart.ts";
import { unstarted } from "./service/context.ts";
import { start } from "./service/states/commands.ts";
import { running } from "./service/states/running.ts";
import { starting } from "./service/states/starting.ts";
import { stopped } from "./service/states/stopped.ts";
import { stopping } from "./service/states/stopping.ts";
import { words } from "./service/words.ts";

export const serviceMachine = chart.createMachine({
  id: "service",
  context: ({ input }) => unstarted(input),
  initial: "stopped",
  meta: {
    chart: {
      laneGap: 64,
      colGap: 28,
      stackGap: 28,
      innerLaneGap: 36,
      shift: { "-1": -48, "1": -72 },
      notesBelow: ["starting", "stopping", "running"],
      omits: ["RESUME"],
    },
    words,
  },
  on: { UPDATE: { actions: "updateRules" } },
  states: {
    stopped,
    starting,
    running,
    backoff: { ...backoff, meta: { lane: 1, rank: 1 }, on: { ...backoff.on, START: start } },
    stopping,
    failed: { ...failed, meta: { ...failed.meta, lane: 1, rank: 3 }, on: { ...failed.on, START: start } },
    finished: { meta: { lane: -1, rank: 3, stubs: "*" }, on: { ...resting.on, START: start } },
  },
});
