import { at, chartHash, daemon, pageOf, revision, run, running, transition } from "./shared.ts";
import type { AnswerExamples, AnswerOf } from "./types.ts";

const service = {
  ...running,
  kind: "service",
  value: "running.ready",
  since: at,
  by: "user:ann",
  wanted: "up",
  next_attempt_at: null,
  due: [],
  allowed: ["stop", "restart", "signal", "remove"],
  consecutive_failures: 0,
  seq: 481,
  health: "healthy",
  pid: 4712,
  run: 4,
  restarts: 3,
  kill_at: null,
  last_exit: { run: 3, code: 1, signal: null, reason: "exit code 1", at },
} as const;

const serviceStatus = {
  ...service,
  ...{ uptime_ms: 61_000, cpu: 0.4, cpu_seconds: 24.4, memory: 50_331_648, descendants: 2, open_files: 41 },
};

const status = {
  name: "shop",
  revision,
  state: "running",
  reason: "all children are started",
  next_attempt_at: null,
  file: { source: "/srv/shop/sentinel.yaml", problem: null },
  daemon,
  children: [serviceStatus],
} as const;

const columns = {
  i: [0, 1],
  parent: [null, 0],
  path: ["", "web"],
  kind: ["supervisor", "service"],
  strategy: ["one_for_one", null],
  state: ["running", "running"],
  value: ["running.idle", "running"],
  since: [at, at],
  reason: ["all children are started", "ready (log)"],
  by: ["system", "system"],
  wanted: ["up", "up"],
  next_attempt_at: [null, null],
  consecutive_failures: [0, 0],
  allowed: [
    ["stop", "restart"],
    ["stop", "restart", "signal"],
  ],
  pid: [null, 4711],
  run: [null, 4],
  restarts: [null, 3],
  health: [null, "unknown"],
  ports: [null, null],
  last_exit: [null, null],
  kill_at: [null, null],
  last_run: [null, null],
  next_at: [null, null],
  after: [null, null],
} as const;

/** What the routes of the tree and its children answer. */
export const childExamples = {
  state: { epoch: "mx1rcizb-maj52k", seq: 412, machines: { service: chartHash }, nodes: columns },
  status: status as unknown as AnswerOf<"status">,
  children: { items: [service], next: "eyJhZnRlciI6IndlYi9hcGkifQ" },
  child: serviceStatus,
  explain: {
    path: "web/api",
    state: "running",
    facts: { run: 4, restarts: 3 },
    sentences: ["web/api is running: ready (log).", "Run 3 ended: exit code 1."],
    restart_windows: [
      {
        ...{ of: "web", counts: "together", intensity: 5, period_ms: 60_000 },
        counted: [{ child: "web/api", at, leaves_at: at, stands_until: null }],
        beyond: { verdict: "escalate", words: "web stops its 2 children and fails to the tree" },
      },
    ],
  },
  blastRadius: {
    touched: [
      { path: "web/api", effect: "restarts", because: "permanent: it is restarted after 1 s" },
      { path: "web/worker", effect: "restarts", because: "api is restarted (rest_for_one)" },
    ],
    sentence: "If web/api crashes now: 2 services restart (web/api, web/worker).",
  },
  childRuns: pageOf({ ...run, state: "backoff", exit: { code: 1, signal: null } } as const),
  childHistory: pageOf(transition),
  childExits: { exits: 12, since: at },
} satisfies AnswerExamples;
