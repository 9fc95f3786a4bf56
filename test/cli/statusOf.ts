import type { JobStatus, ServiceStatus, SupervisorStatus, TreeStatus } from "../../src/domain/view/Status.ts";

const common = {
  state: "running",
  wanted: "up",
  since: "2026-01-01T00:00:00.000Z",
  reason: "alive",
  next_attempt_at: null,
} as const;

/** A service that runs well, but for what is said of it. */
export const service = (path: string, differs: Partial<ServiceStatus> = {}): ServiceStatus => ({
  ...common,
  kind: "service",
  path,
  health: "unknown",
  pid: 4711,
  run: 1,
  restarts: 0,
  uptime_ms: 61_000,
  cpu: 0.25,
  memory: 48 * 2 ** 20,
  last_exit: null,
  kill_at: null,
  ...differs,
});

export const supervisor = (path: string, differs: Partial<SupervisorStatus> = {}): SupervisorStatus => ({
  ...common,
  kind: "supervisor",
  path,
  strategy: "one_for_one",
  intensity: 5,
  period_ms: 60_000,
  restarts_in_period: 0,
  ...differs,
});

/** A job between two runs, but for what is said of it. */
export const job = (path: string, differs: Partial<JobStatus> = {}): JobStatus => ({
  ...common,
  kind: "job",
  path,
  condition: "idle",
  next_at: null,
  waiting: 0,
  paused: null,
  last_run: null,
  ...differs,
});

export const treeOf = (children: TreeStatus["children"], differs: Partial<TreeStatus> = {}): TreeStatus => ({
  name: "shop",
  revision: "sha256:0",
  state: "running",
  reason: "all children are started",
  next_attempt_at: null,
  daemon: { pid: 1, version: "test", started_at: "2026-01-01T00:00:00.000Z" },
  children,
  ...differs,
});

/** Nothing of a process that there is not. */
export const noProcess = { pid: null, uptime_ms: null, cpu: null, memory: null } as const;
