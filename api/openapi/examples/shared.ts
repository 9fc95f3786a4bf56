export const at = "2026-01-31T08:00:00.000Z";

export const revision = "sha256:0f9d6c3a51be";

export const visible = { seq: 482, epoch: "mkhz1x2c-a1b2c3" };

export const running = { path: "web/api", state: "running", reason: "ready (log)" } as const;

export const daemon = { pid: 4711, version: "0.1.0", started_at: at };

export const chartHash = "5f0c…";

export const transition = {
  ...{
    seq: 17,
    at,
    subject: "web/api",
    by: "system",
    type: "transition",
    run: 3,
    from: "running",
    to: "backoff",
  },
  reason: "exit code 1",
  exit: { code: 1, signal: null },
  edges: [],
} as const;

export const pageOf = <Item>(item: Item) => ({ items: [item], next: null });

export const run = {
  id: "web/api@3",
  path: "web/api",
  run: 3,
  trigger: "restart",
  scheduled_for: null,
  attempt: null,
  started_at: at,
  ended_at: at,
  outcome: "failed",
  reason: "exit code 1",
  code: 1,
  signal: null,
  by: "system",
  output: { first: 120, last: 164 },
} as const;
