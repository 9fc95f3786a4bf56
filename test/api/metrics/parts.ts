import type { HttpRequests } from "../../../api/metrics/HttpRequests.ts";
import { StartTimes } from "../../../api/metrics/StartTimes.ts";
import type { Tally } from "../../../src/domain/tree/Tally.ts";
import type { DaemonHealth } from "../../../src/domain/view/DaemonStats.ts";
import type { CheckView, JobView, ServiceView, SupervisorView } from "../../../src/domain/view/NodeView.ts";
import type {
  CheckPart,
  JobCounts,
  JobPart,
  ServicePart,
  ServiceReadings,
  StatusPart,
  SupervisorPart,
} from "../../../src/domain/view/Status.ts";
import { emptyTally } from "../../../src/policy/tally.ts";

const since = "2026-01-01T00:00:00.000Z";
const now = Date.parse(since) + 60_000;

const common = {
  allowed: [],
  since,
  reason: "",
  by: "system",
  wanted: "up",
  next_attempt_at: null,
  due: [],
  consecutive_failures: 0,
  seq: 1,
} as const;

export const service = (
  path: string,
  view: Partial<ServiceView> = {},
  tally: Partial<Tally> = {},
  readings: Partial<ServiceReadings> = {},
): ServicePart => ({
  kind: "service",
  view: {
    kind: "service",
    ...common,
    path,
    state: "running",
    value: "running",
    health: "unknown",
    pid: 4711,
    run: 1,
    restarts: 0,
    last_exit: null,
    kill_at: null,
    ...view,
  },
  readings: { uptime_ms: 1_500, cpu: 0.1, cpu_seconds: 2.5, memory: 4_096, ...readings },
  tally: { ...emptyTally, ...tally },
});

export const supervisor = (
  path: string,
  view: Partial<SupervisorView> = {},
  tally: Partial<Tally> = {},
  used = 0,
): SupervisorPart => ({
  kind: "supervisor",
  view: {
    kind: "supervisor",
    ...common,
    path,
    state: "running",
    value: "running",
    strategy: "one_for_one",
    intensity: 4,
    period_ms: 60_000,
    ...view,
  },
  readings: { restarts_in_period: used },
  tally: { ...emptyTally, ...tally },
});

export const job = (
  path: string,
  view: Partial<JobView> = {},
  counted: Partial<JobCounts> = {},
): JobPart => ({
  kind: "job",
  view: {
    ...{ kind: "job", ...common, path, state: "running", value: "running.idle" },
    ...{ condition: "idle", next_at: null, waiting: 0, paused: null, last_run: null },
    ...view,
  },
  counted: { instants: {}, runs: {}, ...counted },
  tally: emptyTally,
});

export const check = (path: string, view: Partial<CheckView> = {}): CheckPart => ({
  kind: "check",
  view: {
    ...{ kind: "check", ...common, path, state: "running", value: "running.new", health: "unknown" },
    ...{ check: "new", failures: 0, fail_after: 1, last_report_at: null, expected_at: null },
    ...{ deadline_at: null, open_runs: 0, paused_until: null },
    ...view,
  },
  tally: emptyTally,
});

const health: DaemonHealth = {
  event_loop_delay_ms: { p50: 0.5, p99: 2, max: 40 },
  memory: 80_000_000,
  cpu_seconds: 12.25,
  descriptors: { open: 30, limit: 1024 },
  disk_free: 5_000_000_000,
  output_lag: { unread_bytes: 7, oldest_unread_ms: 250, child: "db" },
  ailments: [],
};

/** What a daemon with these children exposes. */
export const exposed = (
  children: ReadonlyArray<StatusPart>,
  requests: HttpRequests,
  starts = new StartTimes(),
) => ({
  status: {
    tree: {
      name: "shop",
      revision: "sha256:0",
      state: "running" as const,
      reason: "",
      next_attempt_at: null,
      daemon: { pid: 1, version: "1.2.3", started_at: since },
    },
    root: supervisor("", {}, { restarts: { crash: 3, escalation: 1 } }, 1),
    children,
  },
  health,
  requests,
  starts,
  now,
});
